using System.Text.Json;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Timelines;
using Baton.Json;

namespace Baton.Cli.Running;

/// <summary>A local run for people: the way that it took, then how it ended.</summary>
internal sealed class RunView(ExecutionReport report, TimeProvider clock, Screen screen)
{
    private readonly TimelineView _timeline = new(report, clock, screen.Width);

    public IReadOnlyList<Line> Path() =>
    [
        _timeline.Title(),
        Line.Of($"input {JsonData.Parse(report.Execution.Input!)}", Tone.Dim).Cut(screen.Width),
        Line.Empty,
        .. _timeline.Path(),
    ];

    /// <summary>The status with error and cause; then the output, on one line unless people could not read that.</summary>
    public IEnumerable<Line> End()
    {
        foreach (var line in _timeline.Status()) yield return line;
        if (report.Execution.Output is not { } output) yield break;
        if (screen.IsTerminal && output.Length > screen.Width) output = JsonSerializer.Serialize(ExecutionJson.JsonOf(output)!.Value, new CliJson(new JsonSerializerOptions(CliJson.Readable.Options) { WriteIndented = true }).JsonElement);
        foreach (var line in output.Split('\n')) yield return Line.Of(line);
    }
}
