using Spectre.Console;
using Spectre.Console.Rendering;

namespace Baton.Cli.Output;

/// <summary>The only place that knows the terminal library.</summary>
internal sealed class TerminalView(TextWriter output)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Width => _console.Profile.Width;

    public void Write(Line line)
    {
        _console.Write(Text(line));
        _console.WriteLine();
    }

    public void Write(Grid grid)
    {
        var table = new Table().RoundedBorder().BorderStyle(new Style(Color.Grey));
        foreach (var heading in grid.Headings) table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        foreach (var row in grid.Rows) table.AddRow(row.Select(cell => (IRenderable)new Text(cell.Text, StyleOf(cell.Tone))));
        _console.Write(table);
    }

    public Task RedrawAsync(Func<Action<IReadOnlyList<Line>>, Task> work) =>
        _console.Live(new Text(""))
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Top) // the newest lines are at the bottom
            .StartAsync(context => work(lines =>
            {
                context.UpdateTarget(new Rows(lines.Select(line => Text(line.Cut(_console.Profile.Width)))));
                context.Refresh();
            }));

    private static Paragraph Text(Line line)
    {
        var paragraph = new Paragraph();
        foreach (var span in line.Spans) paragraph.Append(Harmless(span.Text), StyleOf(span.Tone));
        return paragraph;
    }

    /// <summary>What comes from files and payloads must not steer the terminal.</summary>
    private static string Harmless(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\u00b7' : c)) : text;

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Dim => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red),
        Tone.Busy => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
