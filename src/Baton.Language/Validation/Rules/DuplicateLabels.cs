using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>DUPLICATE_LABEL_NAME</c>: a Map's label is used once in the whole machine.</summary>
internal sealed class DuplicateLabels : IRule
{
    public void Check(ScopeOutline machine, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in machine.All().SelectMany(scope => scope.States))
        {
            if (state.Label is { } label && !seen.Add(label))
            {
                findings.Error(DiagnosticCodes.DuplicateLabelName, state.Place.Field("Label"), $"Duplicate Label name: {Texts.Shown(label)}");
            }
        }
    }
}
