using System.Text.RegularExpressions;
using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Text;

namespace Baton.Language.Validation.Rules;

/// <summary>
/// An object has a field twice, and the first one is lost: <c>DUPLICATE_STATE_NAME</c> where it is a state, a warning
/// <c>DUPLICATE_FIELD</c> elsewhere.
/// </summary>
internal static partial class RepeatedFields
{
    public static void Check(Findings findings, byte[] utf8)
    {
        foreach (var (location, name) in DocumentScan.RepeatedFields(utf8))
        {
            var shown = Place.Shown(name);
            var place = location == "/" ? $"/{shown}" : $"{location}/{shown}";
            findings.Add(States().IsMatch(location)
                ? new Diagnostic(DiagnosticSeverity.Error, DiagnosticCodes.DuplicateStateName, place, $"Duplicate State name: {shown}")
                : new Diagnostic(DiagnosticSeverity.Warning, DiagnosticCodes.DuplicateField, place,
                    $"The field '{shown}' is there more than once; only the last one counts."));
        }
    }

    [GeneratedRegex(@"(^|\]|/ItemProcessor|/Iterator)/States\z", RegexOptions.CultureInvariant)]
    private static partial Regex States();
}
