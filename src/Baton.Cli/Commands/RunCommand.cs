using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Running;
using Baton.Cli.Sources;
using Baton.Client;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local;
using Baton.Local.Mocks;

namespace Baton.Cli.Commands;

/// <summary><c>baton run FILE</c>: one execution of a definition in this process, its tasks answered by mocks.</summary>
internal static class RunCommand
{
    public const string Examples = """
          baton run orders.asl.json --input '{"order":17}' --mock mocks.json --virtual-time
          baton run orders.asl.yaml --input @order.json --mock MockConfigFile.json --case HappyPath --virtual-time
          baton run orders.asl.json --mock MockConfigFile.json#HappyPath --seed 7 --output json | jq .output
        """;

    public static Command Create(CommandFrame frame)
    {
        var file = new Argument<string>("FILE") { Description = "The definition in JSON or YAML; - reads standard input" };
        var input = new Option<string?>("--input") { Description = "The input: JSON, @FILE, or - for standard input. Default: {}", HelpName = "JSON|@FILE|-" };
        var mock = new Option<string?>("--mock") { Description = "What tasks answer: {\"State\": {\"Return\": …}}, or a MockConfigFile.json of Step Functions Local", HelpName = "FILE[#CASE]" };
        var testCase = new Option<string?>("--case") { Description = "The test case in a MockConfigFile.json", HelpName = "NAME" };
        var name = new Option<string?>("--name") { Description = "The machine's name. Default: the file's, without its ending", HelpName = "NAME" };
        var isVirtual = new Option<bool>("--virtual-time") { Description = "Waits, timeouts and retries take no time: the clock jumps to what happens next" };
        var start = new Option<DateTimeOffset?>("--start") { Description = "When virtual time begins. Default: now", HelpName = "TIME", CustomParser = ParseTime };
        var seed = new Option<ulong?>("--seed") { Description = "Makes jitter, $random and UUIDs the same in each run", HelpName = "N" };
        var events = new Option<bool>("--events") { Description = "Show the history's events, one object on a line, in place of the path" };
        var command = new Command("run", "Run a definition here, without a service: its path, status and output") { file, input, mock, testCase, name, isVirtual, start, seed, events };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context,
                new Settings
                {
                    File = parsed.GetRequiredValue(file),
                    Input = parsed.GetValue(input) ?? "{}",
                    Mock = parsed.GetValue(mock),
                    Case = parsed.GetValue(testCase),
                    Name = parsed.GetValue(name),
                    IsVirtual = parsed.GetValue(isVirtual),
                    Start = parsed.GetValue(start),
                    Seed = parsed.GetValue(seed) ?? (ulong)Random.Shared.NextInt64(1_000_000),
                    Region = parsed.GetValue(frame.Common.Region),
                    ShowEvents = parsed.GetValue(events),
                },
                stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings is { Start: not null, IsVirtual: false }) throw new UsageException("--start sets the clock of --virtual-time, so it needs that.");
        var source = await SourceFile.ReadAsync(settings.File, context.Host, cancellationToken);
        var machine = DefinitionFile.ParseValid(source);
        var name = settings.Name ?? (settings.File == "-" ? "machine" : DefinitionFile.NameOf(settings.File));
        var answers = await MocksAsync(context, settings, machine, name, cancellationToken);
        var options = new LocalOptions
        {
            StateMachineName = name,
            Seed = settings.Seed,
            Region = settings.Region ?? new LocalOptions().Region,
            StartsAt = LocalRun.WholeMilliseconds(settings.Start ?? context.Host.Time.GetUtcNow()),
        };
        var execution = new LocalExecution(machine, answers, options).Start(await InputAsync(context, settings.Input, options, cancellationToken));
        return await RunAsync(context, settings, new LocalRun(execution), answers, cancellationToken);
    }

    private static async Task<int> RunAsync(CommandContext context, Settings settings, LocalRun run, TaskAnswers answers, CancellationToken cancellationToken)
    {
        RunView View(ExecutionReport report) => new(report, context.Host.Time, context.Screen);
        var isLive = !settings.IsVirtual && !settings.ShowEvents && !context.IsJson;
        ExecutionReport report;
        try
        {
            report = isLive
                ? await Progress.ShowAsync(context, run.RunInTime(context.Host.Time, cancellationToken), report => View(report).Path())
                : await run.RunAsync(settings.IsVirtual ? null : context.Host.Time, cancellationToken);
        }
        catch (MissingMockException e)
        {
            if (!isLive && !context.IsJson) context.Screen.Write(View(run.Report()).Path());
            throw new UsageException(e.Message[..^1] + (settings.Mock is null ? ", and name it with --mock." : "."));
        }
        if (context.IsJson) context.Screen.WriteJson(JsonOf(report, run, settings, answers), CliJson.Readable.RunJson);
        else ShowEnd(context, settings, run, View(report), isLive);
        if (answers.Uncalled.Order(StringComparer.Ordinal).ToList() is [_, ..] unused && !context.IsJson) context.Screen.WriteError($"note: mocks that no call used: {Names(unused)}");
        if (run.WaitsForEver is [_, ..] waiting) context.Screen.WriteError($"{Names(waiting)} would wait for ever: nobody answers, and there is no timeout.");
        return report.Execution.Status == ExecutionStatus.Succeeded ? ExitCodes.Ok : ExitCodes.WorkflowFailed;
    }

    private static void ShowEnd(CommandContext context, Settings settings, LocalRun run, RunView view, bool isLive)
    {
        if (settings.ShowEvents) context.Screen.Write(run.EventTexts.Select(text => Line.Of(text)));
        else if (!isLive) context.Screen.Write(view.Path());
        context.Screen.Write(view.End().Prepend(Line.Empty));
    }

    private static async Task<TaskAnswers> MocksAsync(CommandContext context, Settings settings, StateMachine machine, string name, CancellationToken cancellationToken)
    {
        if (settings.Mock is not { } path) return settings.Case is null ? MockFile.NoAnswers() : throw new UsageException("--case names a case of a mock file, so it needs --mock.");
        var testCase = settings.Case;
        if (path.LastIndexOf('#') is > 0 and var split && !File.Exists(path)) (path, testCase) = (path[..split], testCase ?? path[(split + 1)..]);
        var source = await SourceFile.ReadAsync(path, context.Host, cancellationToken);
        var mocks = MockFile.Read(source.Json, machine, name, testCase);
        return mocks.Answers ?? throw new InvalidSourceException(source, source.Place(mocks.Findings));
    }

    private static async Task<JsonText> InputAsync(CommandContext context, string given, LocalOptions options, CancellationToken cancellationToken)
    {
        var json = await InputText.ReadJsonAsync(given, context.Host, cancellationToken);
        try
        {
            return JsonText.Parse(json, new JsonLimits(options.Limits.PayloadBytesMax, JsonLimits.Default.DepthMax));
        }
        catch (JsonFormatException e)
        {
            throw new UsageException($"The input is refused: {e.Message}");
        }
    }

    private static RunJson JsonOf(ExecutionReport report, LocalRun run, Settings settings, TaskAnswers answers) => new()
    {
        Status = report.Execution.Status.Value,
        Output = ExecutionJson.JsonOf(report.Execution.Output),
        Error = report.Execution.Error,
        Cause = report.Execution.Cause,
        StartDate = report.Execution.StartDate,
        StopDate = report.Execution.StopDate!.Value,
        Seed = settings.Seed,
        UnusedMocks = answers.Uncalled.Order(StringComparer.Ordinal).ToList() is [_, ..] unused ? unused : null,
        Path = VisitJson.Of(report.Timeline.Root, includeData: true),
        Events = [.. run.EventTexts.Select(text => JsonElement.Parse(text))],
    };

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        result.AddError($"Expected a time such as 2026-01-31T12:00:00Z after --start, found '{result.Tokens[0].Value}'.");
        return null;
    }

    private static string Names(IEnumerable<string> states) => string.Join(", ", states.Select(state => $"'{state}'"));

    /// <summary>What the command line says.</summary>
    private sealed record Settings
    {
        public required string File { get; init; }

        public required string Input { get; init; }

        public required string? Mock { get; init; }

        public required string? Case { get; init; }

        public required string? Name { get; init; }

        public required bool IsVirtual { get; init; }

        public required DateTimeOffset? Start { get; init; }

        public required ulong Seed { get; init; }

        public required string? Region { get; init; }

        public required bool ShowEvents { get; init; }
    }
}
