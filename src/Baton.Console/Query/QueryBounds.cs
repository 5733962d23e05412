using Baton.Json;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.WebConsole.Query;

/// <summary>
/// What every execution that a query asks for has in common, so that indexes lead to it: nobody else has to be looked at. Null says nothing.
/// </summary>
internal sealed record QueryBounds
{
    private static readonly ExecutionStatus[] AllStatuses = Enum.GetValues<ExecutionStatus>();

    private static readonly ExecutionStatus[] WithErrors = [.. AllStatuses.Where(ExecutionFacts.CanHaveError)];

    public IReadOnlyCollection<ExecutionStatus>? Statuses { get; init; }

    /// <summary>Names or ARNs of machines.</summary>
    public IReadOnlyCollection<string>? Machines { get; init; }

    /// <summary>Names of executions.</summary>
    public IReadOnlyCollection<string>? Names { get; init; }

    public IReadOnlyCollection<string>? CaseKeys { get; init; }

    /// <summary>Values of the input, of which every execution has one at the path: <c>input.order.id</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<JsonData>>? Inputs { get; init; }

    /// <summary>Started at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started at or before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <param name="isNegated">Whether the opposite is asked for.</param>
    public static QueryBounds Of(QueryNode node, bool isNegated = false) => node switch
    {
        QueryNode.Not(var operand) => Of(operand, !isNegated),
        QueryNode.And(var left, var right) => isNegated ? Either(Of(left, true), Of(right, true)) : Both(Of(left), Of(right)),
        QueryNode.Or(var left, var right) => isNegated ? Both(Of(left, true), Of(right, true)) : Either(Of(left), Of(right)),
        QueryNode.Is comparison => OfComparison(comparison, isNegated),
        _ => new QueryBounds(),
    };

    private static QueryBounds OfComparison(QueryNode.Is comparison, bool isNegated)
    {
        var (field, op) = (comparison.Field, comparison.Operator);
        if (field == QueryField.Status)
        {
            var named = comparison.Values.Cast<QueryValue.OfStatus>().Select(value => value.Status).ToHashSet();
            var isOthers = op == QueryOperator.NotEqual ^ isNegated;
            return new QueryBounds { Statuses = [.. AllStatuses.Where(status => named.Contains(status) ^ isOthers)] };
        }
        if (field == QueryField.Started)
        {
            var time = ((QueryValue.OfTime)comparison.Values[0]).Time;
            return (op is QueryOperator.Greater or QueryOperator.GreaterOrEqual) ^ isNegated ? new QueryBounds { From = time } : new QueryBounds { To = time };
        }
        if (field == QueryField.Input) return OfInput(comparison, isNegated);
        if (isNegated || comparison.Values.Any(value => value is not QueryValue.OfText)) return new QueryBounds();
        if (field == QueryField.Error || field == QueryField.Cause) return op is QueryOperator.NotEqual or QueryOperator.NotContains ? new QueryBounds() : new QueryBounds { Statuses = WithErrors };
        if (op is not (QueryOperator.Equal or QueryOperator.In)) return new QueryBounds();
        var texts = comparison.Values.Select(value => ((QueryValue.OfText)value).Text).ToHashSet(StringComparer.Ordinal);
        if (field == QueryField.Machine) return new QueryBounds { Machines = texts };
        if (field == QueryField.ExecutionName) return new QueryBounds { Names = texts };
        return field == QueryField.CaseKey ? new QueryBounds { CaseKeys = texts } : new QueryBounds();
    }

    private static QueryBounds OfInput(QueryNode.Is comparison, bool isNegated)
    {
        if (isNegated || comparison.Operator is not (QueryOperator.Equal or QueryOperator.In) || SearchPath.Of([.. comparison.Path.Select(step => step.Name)]) is not { } path) return new QueryBounds();
        var values = comparison.Values.OfType<QueryValue.OfJson>().Select(value => value.Value).ToHashSet();
        return values.Count < comparison.Values.Count ? new QueryBounds() : new QueryBounds { Inputs = new Dictionary<string, IReadOnlyCollection<JsonData>>(StringComparer.Ordinal) { [path] = values } };
    }

    private static QueryBounds Both(QueryBounds one, QueryBounds other) => new()
    {
        Statuses = Common(one.Statuses, other.Statuses),
        Machines = one.Machines ?? other.Machines, // a name and an ARN can be of one machine: the texts do not say
        Names = Common(one.Names, other.Names),
        CaseKeys = Common(one.CaseKeys, other.CaseKeys),
        Inputs = one.Inputs is null ? other.Inputs : other.Inputs is null ? one.Inputs : Paths(one.Inputs.Keys.Union(other.Inputs.Keys), path => Common(one.Inputs.GetValueOrDefault(path), other.Inputs.GetValueOrDefault(path))!),
        From = one.From is { } from && !(other.From > from) ? from : other.From,
        To = one.To is { } to && !(other.To < to) ? to : other.To,
    };

    private static QueryBounds Either(QueryBounds one, QueryBounds other) => new()
    {
        Statuses = All(one.Statuses, other.Statuses),
        Machines = All(one.Machines, other.Machines),
        Names = All(one.Names, other.Names),
        CaseKeys = All(one.CaseKeys, other.CaseKeys),
        Inputs = one.Inputs is null || other.Inputs is null ? null : Paths(one.Inputs.Keys.Intersect(other.Inputs.Keys), path => All(one.Inputs[path], other.Inputs[path])!),
        From = one.From < other.From ? one.From : one.From is null ? null : other.From,
        To = one.To > other.To ? one.To : one.To is null ? null : other.To,
    };

    private static Dictionary<string, IReadOnlyCollection<JsonData>> Paths(IEnumerable<string> paths, Func<string, IReadOnlyCollection<JsonData>> values) => paths.ToDictionary(path => path, values, StringComparer.Ordinal);

    private static IReadOnlyCollection<T>? Common<T>(IReadOnlyCollection<T>? one, IReadOnlyCollection<T>? other) => one is null ? other : other is null ? one : [.. one.Intersect(other)];

    private static IReadOnlyCollection<T>? All<T>(IReadOnlyCollection<T>? one, IReadOnlyCollection<T>? other) => one is null || other is null ? null : [.. one.Union(other)];
}
