using Baton.Language.Model;

namespace Baton.Language;

/// <summary>What a text means.</summary>
/// <param name="Machine">The machine, ready to run; null when there is an error among the findings.</param>
/// <param name="Findings">Everything that was found, errors and warnings: first by state, in the order of the text, then what spans states.</param>
public sealed record ParsedDefinition(StateMachine? Machine, IReadOnlyList<Diagnostic> Findings)
{
    private const int ErrorsShownMax = 100;

    /// <summary>Whether the definition is refused.</summary>
    public bool HasErrors => Machine is null;

    /// <summary>The message of the API's <c>InvalidDefinition</c> error.</summary>
    public string InvalidDefinitionMessage() => InvalidDefinitionMessage(Findings);

    /// <summary>
    /// Joins the errors among findings into the message of the API's <c>InvalidDefinition</c> error: the first hundred, as many as
    /// ValidateStateMachineDefinition gives.
    /// </summary>
    public static string InvalidDefinitionMessage(IEnumerable<Diagnostic> findings)
    {
        var errors = findings.Where(finding => finding.Severity == DiagnosticSeverity.Error).Take(ErrorsShownMax)
            .Select(finding => $"{finding.Code}: {finding.Message} at {finding.Location ?? "null"}");
        return $"Invalid State Machine Definition: '{string.Join(", ", errors)}'";
    }
}
