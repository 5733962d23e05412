using Baton.Language.Model;

namespace Baton.Language.Validation;

/// <summary>One way from state to state.</summary>
/// <param name="Target">The name of the state that it leads to.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Assigns">The variables that are set on this way.</param>
internal sealed record Edge(string Target, Place Place, IReadOnlyList<Assignment> Assigns);

/// <summary>A variable that is set, and where that is written.</summary>
internal sealed record Assignment(string Name, Place Place);

/// <summary>A state as a node of a graph: what leads out of it and what it holds, whatever else is wrong with it.</summary>
/// <param name="Edges">The ways out of it.</param>
/// <param name="Assigns">All variables that it sets, on whatever way.</param>
internal sealed record StateOutline(string Name, Place Place, IReadOnlyList<Edge> Edges, IReadOnlyList<Assignment> Assigns, IReadOnlyList<ScopeOutline> Inner)
{
    /// <summary>Whether it ends its scope, or leads nowhere for a reason that is reported elsewhere.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether its inner scope runs as child executions, which see nothing of the variables outside.</summary>
    public bool IsDistributed { get; init; }

    public string? Label { get; init; }
}

/// <summary>A scope as a graph.</summary>
/// <param name="Place">Where the scope stands.</param>
/// <param name="Start">The edge that <c>StartAt</c> is; null where there is none.</param>
/// <param name="States">The states in the order of the text.</param>
internal sealed record ScopeOutline(Place Place, Edge? Start, IReadOnlyList<StateOutline> States)
{
    /// <summary>This scope and those inside of its states, outer before inner.</summary>
    public IEnumerable<ScopeOutline> All()
    {
        var open = new Stack<ScopeOutline>([this]);
        while (open.TryPop(out var scope))
        {
            yield return scope;
            foreach (var inner in scope.States.SelectMany(state => state.Inner).Reverse()) open.Push(inner);
        }
    }
}
