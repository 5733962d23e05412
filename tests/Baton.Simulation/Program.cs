using System.Diagnostics;
using System.Globalization;
using Baton.Simulation;
using Baton.Testing;

var numbers = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).Select(arg => ulong.Parse(arg, CultureInfo.InvariantCulture)).ToList();
var (count, first) = (numbers.ElementAtOrDefault(0) is var asked and > 0 ? asked : 2_000, numbers.ElementAtOrDefault(1) is var from and > 0 ? from : 1);
var steps = Option("--steps") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null;
var without = Option("--without")?.Split(',') ?? [];
var failuresMax = args.Contains("--first-failure") ? 1 : 10;
var shrinks = !args.Contains("--as-is");
Action<string>? tell = args.Contains("--tell") ? Console.WriteLine : null;

var watch = Stopwatch.StartNew();
var (totals, failures, gate, next, done, told) = (new Counts(), new List<Outcome>(), new Lock(), -1L, 0L, TimeSpan.Zero);
var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
foreach (var worker in workers) worker.Start();
foreach (var worker in workers) worker.Join();
Report();
return failures.Count == 0 ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

void Work()
{
    while (Interlocked.Increment(ref next) is var index && index < (long)count && Volatile.Read(ref failures).Count < failuresMax)
    {
        var plan = Plan.Of(first + (ulong)index);
        plan = without.Aggregate(plan with { Steps = steps ?? plan.Steps }, (whole, name) => whole.Without(name));
        var outcome = Simulation.Run(plan, tell);
        lock (gate)
        {
            totals.Add(outcome.Counts);
            done++;
            if (outcome.Breaches.Count > 0)
            {
                failures.Add(outcome);
                Console.WriteLine($"Seed {plan.Seed} fails: {outcome.Breaches[0]}");
            }
            if (count == 1) Console.WriteLine($"trace {outcome.Trace:x16}");
            if (watch.Elapsed - told < TimeSpan.FromSeconds(10)) continue;
            told = watch.Elapsed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done}/{count} seeds, {totals.Crashes} crashes, {totals.Acknowledged} acknowledged, {failures.Count} failed, {done / told.TotalSeconds:0.0} seeds/s"));
        }
    }
}

void Report()
{
    foreach (var failed in failures.OrderBy(failed => failed.Plan.Seed))
    {
        var outcome = shrinks ? Simulation.Shrink(failed) : failed;
        Console.WriteLine($"\nSeed {failed.Plan.Seed} failed. Again: scripts/simulate {outcome.Plan}");
        foreach (var breach in outcome.Breaches) Console.WriteLine($"  {breach}");
    }
    var broken = failures.SelectMany(failed => failed.Breaches).CountBy(breach => breach.Rule).ToDictionary();
    var usage = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

        {done} seeds in {watch.Elapsed.TotalSeconds:0.0} s ({usage.TotalMilliseconds / Math.Max(1, done):0} ms of CPU each)
        did      {totals.Executions} executions, {totals.Express} express, {totals.MapRuns} map runs, {totals.Events} events, {totals.Commits} commits of {totals.Changes} changes, {totals.Calls} calls, {totals.Turns} turns
        faults   {totals.Crashes} crashes ({totals.Of(CommitFault.CrashBefore)} in a commit before it, {totals.Of(CommitFault.CrashAfter)} after it), {totals.Of(CommitFault.Refused)} commits refused, {totals.Of(CommitFault.Conflict)} in conflict, {totals.Of(CommitFault.BrokenBefore)} unknown and not written, {totals.Of(CommitFault.BrokenAfter)} unknown and written, {totals.Of(CommitFault.Slow)} slow, {totals.RefusedReads} reads refused, {totals.Jumps} jumps of the clock, {totals.Stops} clean stops; {totals.Rests} rests
        told     {totals.Acknowledged} acknowledged: {broken.GetValueOrDefault("lost")} lost, {broken.GetValueOrDefault("twice")} duplicated; {totals.Reads} reads, {broken.GetValueOrDefault("told")} not what is stored
        {(failures.Count == 0 ? "All seeds held." : $"{failures.Count} seeds failed: {string.Join(", ", broken.Select(rule => $"{rule.Value} {rule.Key}"))}")}
        """));
}
