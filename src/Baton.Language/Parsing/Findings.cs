namespace Baton.Language.Parsing;

/// <summary>Collects what is found, up to a bound: a hostile text must not turn into a flood of sentences.</summary>
internal sealed class Findings
{
    public const int CountMax = 1000;

    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public int ErrorCount { get; private set; }

    public void Error(string code, string? location, string message)
    {
        ErrorCount++;
        Add(new Diagnostic(DiagnosticSeverity.Error, code, location, message));
    }

    public void Schema(string location, string message) => Error(DiagnosticCodes.Schema, location, message);

    public void Warning(string code, string? location, string message) =>
        Add(new Diagnostic(DiagnosticSeverity.Warning, code, location, message));

    private void Add(Diagnostic finding)
    {
        if (_items.Count < CountMax) _items.Add(finding);
    }
}
