using System.Text.Json;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation.Checking;

/// <summary>What is durable of Map Runs and their children.</summary>
internal sealed class MapRunModels(Breaches breaches)
{
    private readonly Dictionary<long, Run> _runs = [];
    private readonly Dictionary<string, Run> _byArn = new(StringComparer.Ordinal);

    public int Count => _runs.Count;

    public bool AreAtRest => _runs.Values.All(run => run.Row.Status != MapRunStatus.Running);

    public MapRunRow? Find(string arn) => _byArn.GetValueOrDefault(arn)?.Row;

    public ScopeModel? ScopeOf(long id) => _runs.GetValueOrDefault(id)?.Scope;

    public void Put(MapRunRow row, TokenBook tokens, ExecutionModel? execution)
    {
        if (!_runs.TryGetValue(row.Id, out var run))
        {
            using var settings = JsonDocument.Parse(row.Revision.Settings);
            var scope = ScopeModel.Parse(row.Revision.Definition).ProcessorOf(settings.RootElement.GetProperty("itemProcessorOf").GetString()!)!;
            _runs[row.Id] = run = new Run(row, scope);
            if (!_byArn.TryAdd(row.Arn, run)) breaches.Add("twice", $"{row.Arn} was begun twice.");
            if (execution is null) breaches.Add("early", $"{row.Arn} was begun for an execution that is not durable.");
        }
        else if (run.Row.Status != MapRunStatus.Running && (row.Status != MapRunStatus.Running || RedrivesOf(row) <= RedrivesOf(run.Row)))
        {
            breaches.Add("twice", $"{row.Arn} ended as {run.Row.Status} and then as {row.Status}.");
        }
        run.Row = row;
        if (row.Status != MapRunStatus.Running) Ended(run, tokens, execution);
    }

    /// <summary>A child was started, or something happened in it.</summary>
    public void Child(MapRunParent parent, long id, ExecutionModel child, MapRunChild? stored, bool isNew)
    {
        if (!_runs.TryGetValue(id, out var run)) return;
        if (stored is null)
        {
            if (child.HasEnded) run.Running.Remove(parent.Index);
            return;
        }
        if (run.Row.Status != MapRunStatus.Running) breaches.Add("map run", $"{child.Arn} was started after its Map Run had ended.");
        if ((stored.Index, stored.Items, run.Row.Arn) != (parent.Index, parent.Items, parent.MapRunArn)) breaches.Add("map run", $"{child.Arn} is not the child that it says.");
        if (isNew != run.Children.TryAdd(parent.Index, child) || run.Children[parent.Index] != child) breaches.Add("twice", $"Child {parent.Index} of {run.Row.Arn} was started twice.");
        if (!child.HasEnded) run.Running.Add(parent.Index);
        using var details = JsonDocument.Parse(run.Row.Details);
        var concurrency = details.RootElement.GetProperty("maxConcurrency").GetInt32();
        if (concurrency > 0 && run.Running.Count > concurrency) breaches.Add("map run", $"{run.Running.Count} children of {run.Row.Arn} run, {concurrency} may.");
    }

    /// <summary>A run whose children have all ended goes on; one that nobody waits for ends.</summary>
    public IEnumerable<string> Due(Func<long, ExecutionModel?> find) =>
        from run in _runs.Values
        where run.Row.Status == MapRunStatus.Running
        let isWaitedFor = find(run.Row.ExecutionNumber)?.OpenMapRuns.Contains(run.Row.Arn) == true
        where !isWaitedFor || run.Running.Count == 0
        select $"{run.Row.Arn} with {run.Children.Count} children, of which {run.Running.Count} run, {(isWaitedFor ? "is waited for" : "is not waited for")}";

    public void Compare(MemoryDisk disk)
    {
        var stored = disk.MapRuns.Select(row => (row.Arn, row.Status, row.Details));
        if (!stored.ToHashSet().SetEquals(_runs.Values.Select(run => (run.Row.Arn, run.Row.Status, run.Row.Details)))) breaches.Add("store", "Other Map Runs are stored than were written.");
    }

    public void End()
    {
        foreach (var run in _runs.Values.Where(run => run.Row.Status == MapRunStatus.Running)) breaches.Add("open", $"{run.Row.Arn} has not ended.");
    }

    private void Ended(Run run, TokenBook tokens, ExecutionModel? execution)
    {
        var row = run.Row;
        if (run.Running.Count > 0) breaches.Add("map run", $"{row.Arn} ended as {row.Status} while {run.Running.Count} of its children run.");
        using var details = JsonDocument.Parse(row.Details);
        CheckCounts(run, details.RootElement.GetProperty("counts"));
        if (row.Status != MapRunStatus.Succeeded) return;
        var items = run.Children.Values.Sum(child => child.Identity.Parent!.Items);
        var started = execution?.History.OfType<Baton.Engine.Events.ExecutionEvent.MapRunStarted>().FirstOrDefault(happened => happened.Run.Arn == row.Arn);
        var expected = execution?.History.OfType<Baton.Engine.Events.ExecutionEvent.MapStateStarted>().LastOrDefault(happened => happened.Id < started?.Id && happened.Frame == started.Frame)?.Length;
        if (items != expected || run.Children.Keys.Order().Where((index, position) => index != position).Any()) breaches.Add("map run", $"{row.Arn} succeeded with {items} of {expected} items.");
        var result = JsonText.Parse(details.RootElement.GetProperty("result").GetString()!);
        tokens.MapRunEnded(row.Arn, result);
        if (run.Children.Values.Any(child => child.Output is null)) return;
        var outputs = JsonText.ArrayOf([.. run.Children.OrderBy(child => child.Key).Select(child => child.Value.Output!)]);
        if (!Results.AreSame(outputs, result)) breaches.Add("map run", $"{row.Arn} has the result {result}, its children {outputs}.");
    }

    private static int RedrivesOf(MapRunRow row)
    {
        using var details = JsonDocument.Parse(row.Details);
        return details.RootElement.TryGetProperty("redriveCount", out var count) ? count.GetInt32() : 0;
    }

    private void CheckCounts(Run run, JsonElement counts)
    {
        foreach (var (status, word) in ((RunStatus, string)[])[(RunStatus.Running, "running"), (RunStatus.Succeeded, "succeeded"), (RunStatus.Failed, "failed"), (RunStatus.TimedOut, "timedOut"), (RunStatus.Aborted, "aborted")])
        {
            var children = run.Children.Values.Where(child => child.Status == status).ToList();
            var told = (counts.GetProperty("executions").GetProperty(word).GetInt64(), counts.GetProperty("items").GetProperty(word).GetInt64());
            var counted = ((long)children.Count, children.Sum(child => (long)child.Identity.Parent!.Items));
            if (told != counted) breaches.Add("map run", $"{run.Row.Arn} counts {told} children and items that are {status}; there are {counted}.");
        }
    }

    private sealed class Run(MapRunRow row, ScopeModel scope)
    {
        public MapRunRow Row { get; set; } = row;

        public ScopeModel Scope => scope;

        public Dictionary<int, ExecutionModel> Children { get; } = [];

        public HashSet<int> Running { get; } = [];
    }
}
