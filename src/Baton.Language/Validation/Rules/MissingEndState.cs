using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>MISSING_END_STATE</c>: a scope has no state that ends it. AWS gives no location for the machine.</summary>
internal sealed class MissingEndState : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var scope in machine.All().Where(CannotEnd))
        {
            findings.Error(DiagnosticCodes.MissingEndState, scope.Location.Length == 0 ? null : scope.Location, "Workflow has no terminal state");
        }
    }

    public static bool CannotEnd(ScopeOutline scope) => scope.States.Count > 0 && !scope.States.Any(state => state.IsTerminal);
}
