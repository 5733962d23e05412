using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary>
/// <c>MISSING_TRANSITION_TARGET</c>: no transition leads to a state. As AWS has it, a state that only an unreachable state leads
/// to is not reported with it, and a scope that cannot end is reported for that alone.
/// </summary>
internal sealed class UnreachableState : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var scope in machine.All())
        {
            if (scope.Start is null || MissingEndState.CannotEnd(scope)) continue;
            var targets = scope.States.SelectMany(state => state.Edges).Select(edge => edge.Target).Append(scope.Start.Target).ToHashSet(StringComparer.Ordinal);
            foreach (var state in scope.States)
            {
                if (!targets.Contains(state.Name))
                {
                    findings.Error(DiagnosticCodes.MissingTransitionTarget, state.Location, $"State \"{Texts.Shown(state.Name)}\" is not reachable.");
                }
            }
        }
    }
}
