using Baton.Cli.Sources;
using Baton.Language;

namespace Baton.Cli.Json;

/// <summary>What is wrong with definitions.</summary>
internal sealed record ValidationJson(IReadOnlyList<FileJson> Files, int Errors, int Warnings);

/// <param name="Result"><c>OK</c>, or <c>FAIL</c> where there are errors; warnings too with <c>--strict</c>.</param>
internal sealed record FileJson(string File, string Result, IReadOnlyList<DiagnosticJson> Diagnostics);

/// <param name="Severity"><c>ERROR</c> or <c>WARNING</c>.</param>
/// <param name="Code">As ValidateStateMachineDefinition has it, or one of our own.</param>
/// <param name="Pointer">Where, as that tells it: <c>/States/A/Choices[0]/Next</c>; absent for what is not in the definition's own structure.</param>
/// <param name="Line">From 1, in the file as it is.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
internal sealed record DiagnosticJson(string Severity, string Code, string? Pointer, int? Line, int? Column, string Message)
{
    public static DiagnosticJson Of(Diagnostic finding) => new(
        finding.Severity == DiagnosticSeverity.Error ? "ERROR" : "WARNING", finding.Code, FindingLines.PointerOf(finding), finding.Line, finding.Column, finding.Message);
}
