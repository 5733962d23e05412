using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Baton.Cli.Output;

/// <summary>Where a command's results go: a terminal with colours, or plain text.</summary>
internal sealed class Screen(CliHost host)
{
    // Made when first needed: a pipe has no use for a terminal's machinery.
    private TerminalView? _terminal;

    public bool IsTerminal => host.IsTerminal;

    private TerminalView Terminal => _terminal ??= new TerminalView(host.Output);

    /// <summary>How many characters a line has room for; where nobody sees it wrap, a good deal.</summary>
    public int Width => host.IsTerminal ? Terminal.Width : 160;

    public void Write(Line line)
    {
        if (host.IsTerminal) Terminal.Write(line);
        else host.Output.WriteLine(line.Plain);
    }

    public void Write(IEnumerable<Line> lines)
    {
        foreach (var line in lines) Write(line);
    }

    public void Write(Grid grid)
    {
        if (host.IsTerminal) Terminal.Write(grid);
        else Write(grid.AsText());
    }

    /// <summary>One line of JSON and nothing else.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => host.Output.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>Redraws lines in place until the work is done, and leaves the last ones standing. Only on a terminal.</summary>
    public Task RedrawAsync(Func<Action<IReadOnlyList<Line>>, Task> work) => Terminal.RedrawAsync(work);

    public void WriteError(string text) => host.Error.WriteLine(text);
}
