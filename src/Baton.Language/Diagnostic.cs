namespace Baton.Language;

/// <summary>How bad a finding is: an error refuses the definition, a warning does not.</summary>
public enum DiagnosticSeverity
{
    Error,
    Warning,
}

/// <summary>One finding about a definition.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">One of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Location">
/// Where, as published: <c>/States/A/Choices[0]/Next</c>, <c>/</c> for the machine, the parser's position for text that is not
/// JSON; null where the whole definition is meant.
/// </param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Code, string? Location, string Message)
{
    /// <summary>The line that <see cref="Location"/> is on, from 1; null unless positions were asked for.</summary>
    public int? Line { get; init; }

    /// <summary>The column in characters, from 1; null unless positions were asked for.</summary>
    public int? Column { get; init; }

    /// <summary>The finding as one line: <c>error MISSING_TRANSITION_TARGET /States/A/Next: Missing 'Next' target: B</c>.</summary>
    public override string ToString() => $"{(Severity == DiagnosticSeverity.Error ? "error" : "warning")} {Code} {Location ?? "null"}: {Message}";
}
