using Baton.Language;

namespace Baton.Client.Definitions;

/// <summary>A definition was refused.</summary>
public sealed class DefinitionException : Exception
{
    internal DefinitionException(IReadOnlyList<Diagnostic> findings, string? source = null)
        : base($"{source ?? "The definition"} is refused:{string.Concat(Errors(findings).Select(finding => $"\n  {finding.Code} {finding.Location ?? "/"}: {finding.Message}"))}") =>
        Findings = findings;

    internal DefinitionException(string message)
        : base(message) => Findings = [];

    /// <summary>Everything that validation found, warnings too; empty where what was built is not even a text.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; }

    private static IEnumerable<Diagnostic> Errors(IReadOnlyList<Diagnostic> findings) => findings.Where(finding => finding.Severity == Language.DiagnosticSeverity.Error);
}
