using Baton.Api.Protocol;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>Where an alias is to lead, as a request says it. Made before the request is checked, checked after it.</summary>
internal sealed class RoutingSetting
{
    private const int WeightSum = 100;

    private readonly IReadOnlyList<(string Arn, int Weight)>? _routes;

    public RoutingSetting(RequestReader request, bool required)
    {
        var routes = request.Structures("routingConfiguration", "RoutingConfigurationListItem", 1, 2);
        if (routes is null && required) request.Missing("routingConfiguration");
        _routes = routes?.Select(route => (route.Required("stateMachineVersionArn", 256), route.RequiredInteger("weight", 0, WeightSum))).ToList();
    }

    public bool IsNothing => _routes is null;

    /// <summary>The machine that the versions belong to, and the routes among them.</summary>
    /// <exception cref="ApiException"><c>InvalidArn</c>, or <c>ValidationException</c> for routes that do not fit together.</exception>
    public (Arn Machine, AliasRouting Routing) Check()
    {
        var given = string.Join(", ", _routes!.Select(route => route.Arn));
        var arns = _routes!.Select(route => StateMachineArn.Parse(route.Arn)).ToList();
        if (arns.Any(arn => arn.Version is null)) throw Errors.InvalidRouting($"Routing configuration must contain state machine version ARNs. Received: [{given}]");
        if (arns.DistinctBy(arn => arn.Text).Count() < arns.Count)
        {
            throw Errors.InvalidRouting($"Routing configuration must contain distinct state machine version ARNs. Received: [{given}]");
        }
        if (arns.DistinctBy(arn => arn.Machine).Count() > 1)
        {
            throw Errors.InvalidRouting($"Routing configuration must contain versions of one state machine. Received: [{given}]");
        }
        if (_routes!.Sum(route => route.Weight) != WeightSum)
        {
            throw Errors.InvalidRouting($"Sum of routing configuration weights must equal 100. Received: [{string.Join(", ", _routes!.Select(route => route.Weight))}]");
        }
        var routes = arns.Zip(_routes!, (arn, route) => new VersionRoute(arn.Version!.Value, route.Weight)).ToList();
        return (arns[0].Machine, new AliasRouting(routes[0], routes.ElementAtOrDefault(1)));
    }
}
