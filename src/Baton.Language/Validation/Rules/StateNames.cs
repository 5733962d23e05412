using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>INVALID_STATE_NAME</c>: a name has 1 to 80 characters, none of them a control character.</summary>
internal sealed class StateNames : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        foreach (var state in machine.All().SelectMany(scope => scope.States))
        {
            var fault = state.Name.Length == 0 ? "State name cannot be empty"
                : state.Name.Length > Names.LengthMax ? $"State name cannot exceed {Names.LengthMax} characters"
                : state.Name.Any(char.IsControl) ? "State name contains a control character"
                : null;
            if (fault is not null) findings.Error(DiagnosticCodes.InvalidStateName, state.Location, fault);
        }
    }
}
