using Baton.Language;

namespace Baton.Local.Mocks;

/// <summary>Collects what is wrong with a mock file.</summary>
internal sealed class MockFindings
{
    private const int CountMax = 100;

    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    /// <param name="location">Where, as findings about definitions say it: <c>/MockedResponses/Ok/0</c>; null where line and column say it.</param>
    public void Add(string? location, string message, int? line = null, int? column = null)
    {
        if (_items.Count < CountMax) _items.Add(new Diagnostic(DiagnosticSeverity.Error, MockFile.InvalidMock, location, message) { Line = line, Column = column });
    }
}
