namespace Baton.Cli.Output;

/// <summary>Rows under headings.</summary>
internal sealed class Grid(params string[] headings)
{
    public IReadOnlyList<string> Headings { get; } = headings;

    public List<Span[]> Rows { get; } = [];

    public void Add(params Span[] cells) => Rows.Add(cells);

    /// <summary>Columns under each other, two blanks between; for pipes and files.</summary>
    public IEnumerable<Line> AsText()
    {
        var widths = Headings.Select((heading, column) => Rows.Select(row => row[column].Text.Length).Append(heading.Length).Max()).ToArray();
        yield return Line.Of(string.Join("  ", Headings.Select((heading, column) => heading.PadRight(widths[column]))));
        foreach (var row in Rows) yield return Line.Of(string.Join("  ", row.Select((cell, column) => cell.Text.PadRight(widths[column]))));
    }
}
