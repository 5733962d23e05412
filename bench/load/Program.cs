using System.CommandLine;
using Baton.Load;
using Baton.Load.Workloads;

// All connections of the load are served by one thread, on which their answers are also handled: the server has the rest of the machine.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

var workloads = new Dictionary<string, Func<LoadOptions, Task>>
{
    ["chain3"] = Chain3.RunAsync,
    ["chain3-stream"] = Chain3.RunStreamAsync,
    ["chain3-embedded"] = Chain3.RunEmbeddedAsync,
    ["fanout"] = FanOut.RunAsync,
    ["fanout-embedded"] = FanOut.RunEmbeddedAsync,
    ["pure"] = Pure.RunAsync,
};

var names = new Argument<string[]>("WORKLOAD") { Description = $"What to run: {string.Join(", ", workloads.Keys)}.", Arity = ArgumentArity.OneOrMore };
names.AcceptOnlyFromAmong([.. workloads.Keys]);
var server = new Option<FileInfo>("--server") { Description = "The program to measure, as scripts/build makes it.", Required = true };
server.AcceptExistingOnly();
var folder = new Option<DirectoryInfo>("--folder") { Description = "Where data folders are made and removed.", DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()) };
folder.AcceptExistingOnly();
var runs = Whole("--runs", 3, 1, 100, "How often each figure is taken; its value is the median.");
var seconds = Whole("--seconds", 5, 1, 86_400, "How long a closed loop runs.");
var warmup = Whole("--warmup", 3, 1, 3_600, "Seconds for which a closed loop runs before it is measured; longer where little was done in that time.");
var workers = Whole("--workers", 64, 1, 1_000, "How many connections poll each activity.");
var callers = new Option<int[]>("--callers") { Description = "How many callers a closed loop has; each number is a measurement of its own.", DefaultValueFactory = _ => [1, 64, 256], AllowMultipleArgumentsPerToken = true };
callers.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int[]>()?.Any(count => count is < 1 or > 1_024) == true) result.AddError("--callers takes whole numbers from 1 to 1024.");
});

var command = new RootCommand("Drives a whole server and writes one JSON line for each figure to standard output.") { names, server, folder, runs, seconds, warmup, workers, callers };
command.SetAction(async arguments =>
{
    var options = new LoadOptions
    {
        Server = arguments.GetRequiredValue(server).FullName,
        Folder = arguments.GetRequiredValue(folder).FullName,
        Runs = arguments.GetValue(runs),
        Duration = TimeSpan.FromSeconds(arguments.GetValue(seconds)),
        Warmup = TimeSpan.FromSeconds(arguments.GetValue(warmup)),
        Callers = arguments.GetRequiredValue(callers),
        Workers = arguments.GetValue(workers),
    };
    foreach (var name in arguments.GetRequiredValue(names))
    {
        Figures.Say($"== {name}");
        await workloads[name](options);
    }
});
return await command.Parse(args).InvokeAsync();

static Option<int> Whole(string name, int value, int min, int max, string description)
{
    var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var number && (number < min || number > max)) result.AddError($"{name} is {number}; expected a whole number from {min} to {max}.");
    });
    return option;
}
