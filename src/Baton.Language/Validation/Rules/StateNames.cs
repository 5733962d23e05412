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
                : state.Name.Length > Names.LengthMax
                    ? $"State '{Texts.Shown(state.Name)}' exceeds the {Names.LengthMax}-character limit allowed by the service"
                : state.Name.Any(char.IsControl) ? $"State '{Texts.Shown(state.Name)}' contains a control character"
                : null;
            if (fault is not null) findings.Error(DiagnosticCodes.InvalidStateName, state.Place, $"Invalid State name: {fault}");
        }
    }
}
