using System.CommandLine;
using System.Globalization;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Functions;

namespace Baton.Cli.Commands.Functions;

/// <summary><c>baton function …</c>: the functions that tasks can call.</summary>
internal static class FunctionCommand
{
    public const string Name = "function";

    public const string Examples = """
          baton function add resize                      runtimes ask for work: prints AWS_LAMBDA_RUNTIME_API for them
          eval "$(baton function env resize)"            … in the shell that starts one
          baton function add resize -- node resize.mjs   the server starts it (baton serve --hosted-functions)
          baton function add resize --endpoint http://127.0.0.1:9000
          baton function invoke resize '{"width": 640}'
          baton function logs resize
        """;

    public static Command Create(CommandFrame frame) => new(Name, "Add, show, try and remove functions that tasks can call")
    {
        FunctionAddCommand.Create(frame),
        Of(frame, "list", "List the functions", ListAsync),
        OfOne(frame, "show", "Show a function: how it is run, and how it stands", async (context, client, name, stop) => Show(context, await client.GetAsync(name, stop))),
        OfOne(frame, "remove", "Remove a function; what of it runs is cut off", RemoveAsync),
        OfOne(frame, "env", "Print the variables that runtimes of a pull function need, for a shell", EnvironmentAsync),
        OfOne(frame, "logs", "Show what the workers of a hosted function logged last", LogsAsync),
        FunctionInvokeCommand.Create(frame),
    };

    public static FunctionClient ClientOf(CommandContext context) => new(context.Client.Endpoint, context.Host.Handler);

    public static Argument<string> NameArgument() => new("NAME") { Description = "The function's name, with its qualifier behind a colon where it has one" };

    /// <summary>Shows a function in full.</summary>
    public static void Show(CommandContext context, FunctionView view)
    {
        if (context.IsJson)
        {
            context.Screen.WriteJson(view, FunctionJson.Default.FunctionView);
            return;
        }
        var (settings, status) = (view.Settings, view.Status);
        void Write(string what, string? text, Tone tone = Tone.Plain)
        {
            if (text is not null) context.Screen.Write(Line.Of(new Span($"{what,-12}", Tone.Dim), new Span(text, tone)));
        }

        context.Screen.Write(Line.Of(new Span(view.Name, Tone.Strong), new Span($"  {Kind(settings)}")));
        Write("problem", status.Problem, Tone.Bad);
        Write("about", settings.Description);
        Write("runtimes", status.RuntimeApi is null ? null : $"AWS_LAMBDA_RUNTIME_API={status.RuntimeApi}");
        Write("endpoint", settings.Endpoint?.ToString());
        Write("command", settings.Command is null ? null : string.Join(' ', settings.Command));
        Write("folder", settings.Directory);
        Write("variables", view.Variables is null ? null : string.Join(", ", view.Variables));
        Write("limits", Text($"{settings.TimeoutSeconds} s to run, {settings.WaitSeconds} s to wait{(settings.Concurrency is { } places ? Text($", {places} at once") : "")}{(settings.MemoryMiB is { } most ? Text($", {most} MiB") : "")}"));
        Write("now", Text($"{status.Running} running, {status.Waiting} waiting{(status.Idle is { } idle ? Text($", {Maintenance.Count(idle, "runtime")} idle") : "")}"));
        foreach (var worker in status.Workers ?? []) Write(Text($"worker {worker.Number}"), Text($"started {Maintenance.Count(worker.Starts, "time")}{(worker.LastExit is null ? "" : $"; {worker.LastExit}")}"));
    }

    private static async Task<int> ListAsync(CommandContext context, FunctionClient client, CancellationToken cancellationToken)
    {
        var functions = await client.ListAsync(cancellationToken);
        if (context.IsJson)
        {
            context.Screen.WriteJson(new FunctionListJson(functions), CliJson.Readable.FunctionListJson);
            return ExitCodes.Ok;
        }
        if (functions.Count == 0)
        {
            context.Screen.Write(Line.Of("No functions. 'baton function add NAME' adds one."));
            return ExitCodes.Ok;
        }
        var grid = new Grid("NAME", "KIND", "RUNNING", "WAITING", "WHERE");
        foreach (var view in functions)
        {
            var where = view.Status.Problem ?? view.Status.RuntimeApi ?? view.Settings.Endpoint?.ToString() ?? string.Join(' ', view.Settings.Command ?? []);
            grid.Add(
                new Span(view.Name, Tone.Strong), new Span(Kind(view.Settings)), new Span(Text($"{view.Status.Running}")), new Span(Text($"{view.Status.Waiting}")),
                new Span(where, view.Status.Problem is null ? Tone.Plain : Tone.Bad));
        }
        context.Screen.Write(grid);
        return ExitCodes.Ok;
    }

    private static async Task RemoveAsync(CommandContext context, FunctionClient client, string name, CancellationToken cancellationToken)
    {
        await client.RemoveAsync(name, cancellationToken);
        if (!context.IsJson) context.Screen.Write(Line.Of($"Removed {name}."));
    }

    private static async Task EnvironmentAsync(CommandContext context, FunctionClient client, string name, CancellationToken cancellationToken)
    {
        var view = await client.GetAsync(name, cancellationToken);
        var address = view.Status.RuntimeApi ?? throw new RefusedException($"'{name}' has no Runtime API: its kind is {Kind(view.Settings)}.");
        foreach (var (variable, value) in LambdaEnvironment.Of(view.Name, address, memoryMiB: null, "runtime", context.Client.Region)) context.Screen.Write(Line.Of($"export {variable}='{value}'"));
    }

    private static async Task LogsAsync(CommandContext context, FunctionClient client, string name, CancellationToken cancellationToken) =>
        await context.Host.Output.WriteAsync(await client.LogsAsync(name, cancellationToken));

    private static Command OfOne(CommandFrame frame, string word, string description, Func<CommandContext, FunctionClient, string, CancellationToken, Task> work)
    {
        var name = NameArgument();
        var command = new Command(word, description) { name };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                using var client = ClientOf(context);
                await work(context, client, parsed.GetRequiredValue(name), stop);
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }

    private static Command Of(CommandFrame frame, string word, string description, Func<CommandContext, FunctionClient, CancellationToken, Task<int>> work)
    {
        var command = new Command(word, description);
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            async (context, stop) =>
            {
                using var client = ClientOf(context);
                return await work(context, client, stop);
            },
            cancellationToken));
        return command;
    }

    private static string Kind(FunctionSettings settings) => settings.Kind.ToString().ToLowerInvariant();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
