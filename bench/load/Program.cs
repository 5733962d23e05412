using System.CommandLine;
using System.CommandLine.Parsing;
using Baton.Load;
using Baton.Load.Http;
using Baton.Load.Workloads;

// All connections of the load are served by one thread, on which their answers are also handled: the server has the rest of the machine.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

const string Sqlite = "sqlite";
const string Postgres = "postgres";

var workloads = new Dictionary<string, Func<LoadOptions, Task>>
{
    ["chain3"] = Chain3.RunAsync,
    ["chain3-stream"] = Chain3.RunStreamAsync,
    ["chain3-embedded"] = Chain3.RunEmbeddedAsync,
    ["fanout"] = FanOut.RunAsync,
    ["fanout-stream"] = FanOut.RunStreamAsync,
    ["fanout-embedded"] = FanOut.RunEmbeddedAsync,
    ["pure"] = Pure.RunAsync,
    ["timers"] = Timers.RunAsync,
    ["due"] = Timers.RunDueAsync,
    ["restart"] = Restart.RunAsync,
    ["cold"] = Cold.RunAsync,
    ["parked"] = Parked.RunAsync,
    ["decay"] = Decay.RunAsync,
    ["mixed"] = Mixed.RunAsync,
};

var names = new Argument<string[]>("WORKLOAD") { Description = $"What to run: {string.Join(", ", workloads.Keys)}.", Arity = ArgumentArity.OneOrMore };
names.AcceptOnlyFromAmong([.. workloads.Keys]);
var server = new Option<FileInfo>("--server") { Description = "The program to measure, as scripts/build makes it.", Required = true };
server.AcceptExistingOnly();
var folder = new Option<DirectoryInfo>("--folder") { Description = "Where data folders are made and removed.", DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()) };
folder.AcceptExistingOnly();
folder.Validators.Add(result =>
{
    if (result.GetValueOrDefault<DirectoryInfo>() is { Exists: true } chosen && new DriveInfo(chosen.FullName).DriveFormat == "tmpfs")
    {
        result.AddError($"--folder is {chosen}, which is kept in memory; expected a folder on a disk, because what is measured waits for the disk.");
    }
});
var store = new Option<string>("--store") { Description = "What the server keeps its data in: sqlite, or postgres, for which a PostgreSQL server is started.", DefaultValueFactory = _ => Sqlite };
store.AcceptOnlyFromAmong(Sqlite, Postgres);
var runs = Whole("--runs", 3, 1, 100, "How often each figure is taken; its value is the median.");
var seconds = Whole("--seconds", 5, 1, 86_400, "How long a closed loop runs.");
var warmup = Whole("--warmup", 3, 1, 3_600, "Seconds for which a closed loop runs before it is measured, again and again until it has done 8,000 workflows.");
var workers = Whole("--workers", 64, 1, 1_000, "How many connections poll each activity.");
var callers = Wholes("--callers", [1, 64, 256], 1, ActivityChain.CallersMax, "How many callers a closed loop has; each number is a measurement.");

var timers = Whole("--timers", 10_000, 100, 100_000, "How many workflows sleep.");
var parked = Whole("--parked", 1_000_000, 1, 100_000_000, "How many workflows sleep until much later.");
var closed = Wholes("--closed", [0, 1_000_000], 0, 100_000_000, "How many closed executions the store holds; each number is a measurement.");
var soak = Whole("--soak", 30, 1, 1_000_000, "How many seconds the soak starts workflows.");
var rate = Whole("--rate", 200, 1, 100_000, "How many workflows the soak starts a second.");
var killEvery = Whole("--kill-every", 7, 1, 1_000_000, "Seconds from one kill to the next in the soak; one as long as the soak for none.");
var inFlight = Wholes("--in-flight", [1_000, 10_000], 1, 100_000, "How many workflows are in flight when the server is killed; each number is a measurement.");

var command = new RootCommand("Drives a whole server and writes one JSON line for each figure to standard output.") { names, server, folder, store, runs, seconds, warmup, workers, callers, timers, inFlight, parked, closed, soak, rate, killEvery };
command.SetAction(async arguments =>
{
    var options = new LoadOptions
    {
        Server = arguments.GetRequiredValue(server).FullName,
        Folder = arguments.GetRequiredValue(folder).FullName,
        IsPostgres = arguments.GetValue(store) == Postgres,
        Runs = arguments.GetValue(runs),
        Duration = TimeSpan.FromSeconds(arguments.GetValue(seconds)),
        Warmup = TimeSpan.FromSeconds(arguments.GetValue(warmup)),
        Callers = arguments.GetRequiredValue(callers),
        Workers = arguments.GetValue(workers),
        Timers = arguments.GetValue(timers),
        InFlight = arguments.GetRequiredValue(inFlight),
        Parked = arguments.GetValue(parked),
        Closed = arguments.GetRequiredValue(closed),
        Soak = TimeSpan.FromSeconds(arguments.GetValue(soak)),
        Rate = arguments.GetValue(rate),
        KillEvery = TimeSpan.FromSeconds(arguments.GetValue(killEvery)),
    };
    if (options.IsPostgres) Figures.Product += $"-{Postgres}";
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
    option.Validators.Add(result => Check(result, name, result.GetValueOrDefault<int>(), min, max));
    return option;
}

static Option<int[]> Wholes(string name, int[] values, int min, int max, string description)
{
    var option = new Option<int[]>(name) { Description = description, DefaultValueFactory = _ => values, AllowMultipleArgumentsPerToken = true };
    option.Validators.Add(result =>
    {
        foreach (var number in result.GetValueOrDefault<int[]>() ?? []) Check(result, name, number, min, max);
    });
    return option;
}

static void Check(OptionResult result, string name, int number, int min, int max)
{
    if (number < min || number > max) result.AddError($"{name} is {number}; expected a whole number from {min} to {max}.");
}
