using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary>
/// <c>MISSING_TRANSITION_TARGET</c>: no other state leads to a state. As AWS has it, a state that only an unreachable state leads
/// to is not reported beside that one, and a machine that cannot end is reported for that alone.
/// </summary>
internal sealed class UnreachableState : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var scope in machine.All())
        {
            if (scope.Start is null || (scope == machine && MissingEndState.CannotEnd(scope))) continue;
            foreach (var state in WithoutWayIn(scope))
            {
                findings.Error(DiagnosticCodes.MissingTransitionTarget, state.Place, $"State \"{Texts.Shown(state.Name)}\" is not reachable.");
            }
        }
    }

    /// <summary>The states that neither <c>StartAt</c> nor another state names.</summary>
    public static IEnumerable<StateOutline> WithoutWayIn(ScopeOutline scope)
    {
        var named = scope.States.SelectMany(state => state.Edges.Select(edge => edge.Target).Where(target => target != state.Name))
            .ToHashSet(StringComparer.Ordinal);
        if (scope.Start is { } start) named.Add(start.Target);
        return scope.States.Where(state => !named.Contains(state.Name));
    }
}
