using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Collects what is found, up to a bound: a hostile text must not turn into a flood of sentences.</summary>
internal sealed class Findings
{
    public const int CountMax = 1000;

    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public int ErrorCount { get; private set; }

    private bool IsFull => _items.Count >= CountMax;

    /// <param name="place">Where; null where the whole definition is meant.</param>
    public void Error(string code, Place? place, string message)
    {
        ErrorCount++;
        if (!IsFull) _items.Add(new Diagnostic(DiagnosticSeverity.Error, code, place?.ToString(), message));
    }

    public void Schema(Place place, string message) => Error(DiagnosticCodes.Schema, place, message);

    public void Warning(string code, Place place, string message)
    {
        if (!IsFull) _items.Add(new Diagnostic(DiagnosticSeverity.Warning, code, place.ToString(), message));
    }

    /// <summary>Adds a finding that says itself where it is.</summary>
    public void Add(Diagnostic finding)
    {
        if (finding.Severity == DiagnosticSeverity.Error) ErrorCount++;
        if (!IsFull) _items.Add(finding);
    }
}
