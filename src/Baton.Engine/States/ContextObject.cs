using System.Globalization;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>The context object: <c>$$</c> in JSONPath, <c>$states.context</c> in JSONata.</summary>
internal static class ContextObject
{
    public static JsonData Of(StateScope scope)
    {
        if (scope.Decider.Context.ContextObject is { } given) return scope.Item is { } tested ? given.With("Map", JsonObject.Of(("Item", Item(tested)))) : given;
        var identity = scope.Decider.State.Identity;
        var context = new JsonObject.Builder();
        var execution = JsonObject.Of(
            ("Id", JsonData.Of(identity.ExecutionArn)),
            ("Input", identity.Input.Value),
            ("StartTime", Time(identity.StartedAt)),
            ("Name", JsonData.Of(identity.Name)),
            ("RoleArn", JsonData.Of(identity.RoleArn)),
            ("RedriveCount", JsonData.Of(scope.Decider.State.RedriveCount)));
        context.Set("Execution", scope.Decider.State.RedrivenAt is { } redrivenAt ? execution.With("RedriveTime", Time(redrivenAt)) : execution);
        if (scope.Item is { } item) context.Set("Map", JsonObject.Of(("Item", Item(item))));
        context.Set("StateMachine", JsonObject.Of(("Id", JsonData.Of(identity.StateMachineArn)), ("Name", JsonData.Of(identity.StateMachineName))));
        context.Set("State", StateOf(scope));
        if (scope.Token is { } token) context.Set("Task", JsonObject.Of(("Token", JsonData.Of(token.ToString()))));
        return context.Build();
    }

    private static JsonObject StateOf(StateScope scope)
    {
        var state = JsonObject.Of(("Name", JsonData.Of(scope.State.Name)), ("EnteredTime", Time(scope.Frame.EnteredAt)));
        return scope.State is TaskState or ParallelState or MapState ? state.With("RetryCount", JsonData.Of(scope.Frame.RetryCount)) : state;
    }

    private static JsonObject Item(MapItem item)
    {
        var value = JsonObject.Of(("Index", JsonData.Of(item.Index)), ("Value", item.Value));
        if (item.Key is not null) value = value.With("Key", JsonData.Of(item.Key));
        return item.Source is null ? value : value.With("Source", JsonData.Of(item.Source));
    }

    private static JsonData Time(DateTimeOffset time) => JsonData.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
