namespace Baton.Language.Validation;

/// <summary>Which variables of a scope are set when a state of it is entered, as far as the graph tells.</summary>
internal sealed class AssignmentFlow(ScopeOutline scope, int namesMax)
{
    private readonly Lazy<HashSet<string>> _assigned = new(() =>
        scope.States.SelectMany(state => state.Assigns).Select(assignment => assignment.Name).ToHashSet(StringComparer.Ordinal));

    private readonly Lazy<Dictionary<string, StateOutline>> _states = new(() => scope.States.ToDictionary(state => state.Name, StringComparer.Ordinal));
    private readonly Dictionary<string, Ways> _ways = new(StringComparer.Ordinal);

    /// <summary>Whether every way from the start to a state sets a variable.</summary>
    public bool IsAlwaysSet(string variable, string state) => Of(variable) is { } ways && ways.With.Contains(state) && !ways.Without.Contains(state);

    /// <summary>Whether some way from the start to a state sets a variable.</summary>
    public bool IsEverSet(string variable, string state) => Of(variable) is { } ways && ways.With.Contains(state);

    private Ways? Of(string variable)
    {
        if (!_assigned.Value.Contains(variable) || scope.Start is null) return null;
        if (_ways.TryGetValue(variable, out var ways)) return ways;
        if (_ways.Count >= namesMax) return null;
        return _ways[variable] = Follow(variable, scope.Start.Target);
    }

    private Ways Follow(string variable, string start)
    {
        var ways = new Ways([], []);
        var open = new Stack<(string State, bool IsSet)>([(start, false)]);
        while (open.TryPop(out var at))
        {
            if (!(at.IsSet ? ways.With : ways.Without).Add(at.State) || !_states.Value.TryGetValue(at.State, out var state)) continue;
            foreach (var edge in state.Edges) open.Push((edge.Target, at.IsSet || edge.Assigns.Any(assignment => assignment.Name == variable)));
        }
        return ways;
    }

    /// <summary>The states that some way reaches with the variable set, and those that some way reaches without.</summary>
    private sealed record Ways(HashSet<string> With, HashSet<string> Without);
}
