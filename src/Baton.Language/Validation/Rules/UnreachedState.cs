using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>UNREACHED_STATE</c>: states lead to one another in a ring that nothing from the start leads into. AWS lets that pass.</summary>
internal sealed class UnreachedState : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var scope in machine.All())
        {
            if (scope.Start is null || UnreachableState.WithoutWayIn(scope).Any()) continue;
            var reached = Reached(scope);
            foreach (var state in scope.States)
            {
                if (!reached.Contains(state.Name)) findings.Warning(DiagnosticCodes.UnreachedState, state.Place, "No way from the start leads to this state.");
            }
        }
    }

    private static HashSet<string> Reached(ScopeOutline scope)
    {
        var states = scope.States.ToDictionary(state => state.Name, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([scope.Start!.Target]);
        while (open.TryPop(out var name))
        {
            if (!reached.Add(name) || !states.TryGetValue(name, out var state)) continue;
            foreach (var edge in state.Edges) open.Push(edge.Target);
        }
        return reached;
    }
}
