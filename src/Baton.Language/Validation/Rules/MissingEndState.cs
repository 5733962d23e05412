using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary>
/// <c>MISSING_END_STATE</c>: no state ends the machine. AWS gives it no location, and lets a branch or an item processor pass;
/// there it is a warning of our own, <c>ENDLESS_SCOPE</c>.
/// </summary>
internal sealed class MissingEndState : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var scope in machine.All().Where(CannotEnd))
        {
            if (scope == machine) findings.Error(DiagnosticCodes.MissingEndState, null, "Workflow has no terminal state");
            else findings.Warning(DiagnosticCodes.EndlessScope, scope.Place, "No state ends this branch or item processor.");
        }
    }

    public static bool CannotEnd(ScopeOutline scope) => scope.States.Count > 0 && !scope.States.Any(state => state.IsTerminal);
}
