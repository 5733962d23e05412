using System.Text.Json;

namespace Baton.Checklists;

/// <summary>One state of a definition.</summary>
/// <param name="Depth">0 at the top, one more inside each Parallel or Map.</param>
internal sealed record FlowState(string Name, string Type, int Depth);

/// <summary>Puts the states of a definition in the order in which a person would tell them: each after what leads to it, loops aside.</summary>
internal static class FlowOrder
{
    public static IReadOnlyList<FlowState> Of(string definition)
    {
        using var document = JsonDocument.Parse(definition);
        return [.. Scope(document.RootElement, 0)];
    }

    private static IEnumerable<FlowState> Scope(JsonElement scope, int depth)
    {
        if (!scope.TryGetProperty("States", out var states) || !scope.TryGetProperty("StartAt", out var start)) yield break;
        foreach (var name in Ordered(states, start.GetString() ?? ""))
        {
            var state = states.GetProperty(name);
            yield return new FlowState(name, state.GetProperty("Type").GetString() ?? "", depth);
            foreach (var inner in InnerScopes(state).SelectMany(inner => Scope(inner, depth + 1))) yield return inner;
        }
    }

    // Reverse postorder: of states that lead to each other the first comes first, and what several lead to comes after all of them.
    // Targets are walked from the least likely on (Catch before Next), so that the likely way comes out first.
    private static List<string> Ordered(JsonElement states, string start)
    {
        var order = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<(string Name, bool IsDone)>([(start, false)]);
        while (stack.TryPop(out var next))
        {
            if (next.IsDone) order.Add(next.Name);
            if (next.IsDone || !states.TryGetProperty(next.Name, out var state) || !seen.Add(next.Name)) continue;
            stack.Push((next.Name, true));
            foreach (var target in Targets(state)) stack.Push((target, false));
        }

        order.Reverse();
        return order;
    }

    /// <summary>Where a state can lead, the likely way first: it is pushed first, so walked last.</summary>
    private static IEnumerable<string> Targets(JsonElement state)
    {
        if (Text(state, "Next") is { } next) yield return next;
        foreach (var choice in Items(state, "Choices"))
            if (Text(choice, "Next") is { } target) yield return target;
        if (Text(state, "Default") is { } otherwise) yield return otherwise;
        foreach (var catcher in Items(state, "Catch"))
            if (Text(catcher, "Next") is { } target) yield return target;
    }

    private static IEnumerable<JsonElement> InnerScopes(JsonElement state)
    {
        foreach (var branch in Items(state, "Branches")) yield return branch;
        foreach (var name in (string[])["ItemProcessor", "Iterator"])
            if (state.TryGetProperty(name, out var processor)) yield return processor;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement state, string field) =>
        state.TryGetProperty(field, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string? Text(JsonElement state, string field) => state.TryGetProperty(field, out var value) ? value.GetString() : null;
}
