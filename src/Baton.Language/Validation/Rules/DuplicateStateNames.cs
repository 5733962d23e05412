using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>DUPLICATE_STATE_NAME</c>: a name is used once in the whole machine, nested scopes included.</summary>
internal sealed class DuplicateStateNames : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in machine.All().SelectMany(scope => scope.States))
        {
            if (!seen.Add(state.Name)) findings.Error(DiagnosticCodes.DuplicateStateName, state.Place, $"Duplicate State name: {Texts.Shown(state.Name)}");
        }
    }
}
