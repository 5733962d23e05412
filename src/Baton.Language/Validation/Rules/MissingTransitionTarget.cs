using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>MISSING_TRANSITION_TARGET</c>: a transition names a state that its own scope does not have.</summary>
internal sealed class MissingTransitionTarget : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var scope in machine.All())
        {
            var names = scope.States.Select(state => state.Name).ToHashSet(StringComparer.Ordinal);
            var edges = scope.States.SelectMany(state => state.Edges);
            foreach (var edge in scope.Start is null || scope.States.Count == 0 ? edges : edges.Prepend(scope.Start))
            {
                if (names.Contains(edge.Target)) continue;
                // AWS calls every kind of transition Next here, StartAt and Default too.
                findings.Error(DiagnosticCodes.MissingTransitionTarget, edge.Place, $"Missing 'Next' target: {Texts.Shown(edge.Target)}");
            }
        }
    }
}
