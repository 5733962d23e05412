using System.Globalization;
using System.Text;

namespace Baton.Store.Tests;

/// <summary>Asks stores the same questions and writes the answers down, so that two stores can be compared.</summary>
internal static class StoreReading
{
    /// <summary>Everything that a store answers, page by page.</summary>
    public static async Task<string> AllAsync(IStore store, CancellationToken cancel)
    {
        var text = new StringBuilder();
        for (long number = 0; number <= store.Status.LastNumber + 200; number++)
        {
            await ExecutionAsync(text, store, number, cancel);
        }
        for (var machine = 1; machine < 7; machine++)
        {
            await MachineAsync(text, store, machine, cancel);
        }
        Add(text, "deleting", await store.ListDeletingAsync(cancel));
        Add(text, "map runs", await store.ListRunningMapRunsAsync(cancel));
        for (var id = 1; id < 12; id++)
        {
            Add(text, "map run", [await store.FindMapRunAsync(Given.MapRun(id, 1).Arn, cancel)]);
            Add(text, "map runs", await store.ListMapRunsAsync(id, 0, 100, cancel));
            Add(text, "children", await store.ListMapRunChildrenAsync(id, -1, 1000, cancel));
        }
        await WakeUpsAsync(text, store, cancel);
        for (long after = 0; (await store.ListOwingAsync(Given.Start, after, 7, cancel)) is { Count: > 0 } page; after = page[^1].Number)
        {
            Add(text, "owing", page);
        }
        for (long after = 0; (await store.ListExpressExecutionsAsync(after, 3, cancel)) is { Count: > 0 } page; after = page[^1].Number)
        {
            Add(text, "express", page.Select(Given.Text));
        }
        for (var after = ""; (await store.ListFunctionsAsync(after, 2, cancel)) is { Count: > 0 } page; after = page[^1].Name) Add(text, "functions", page);
        for (var after = ""; (await store.ListFunctionEventsAsync(after, 2, cancel)) is { Count: > 0 } page; after = page[^1].RequestId)
        {
            Add(text, "function events", page.Select(Given.Text));
        }
        foreach (var kind in new[] { RecordKind.Task, RecordKind.Case })
        {
            Add(text, "last record", [await store.FindLastRecordIdAsync(kind, cancel)]);
            Add(text, "record wake-ups", await store.ListRecordWakeUpsAsync(kind, DateTimeOffset.MaxValue, 100, cancel));
            for (var id = 1; id < 9; id++) Add(text, "record", [await store.FindRecordAsync(kind, id, cancel)]);
            foreach (var facet in new[] { "all", "a", "b", "c" }) Add(text, facet, await store.ListRecordsAsync(new(kind, long.MaxValue, 100) { Facets = [facet] }, cancel));
        }
        foreach (var region in new[] { "eu-central-1", "us-east-1" })
        {
            var machines = await store.ListStateMachinesAsync(region, "", 100, cancel);
            Add(text, region, machines);
            foreach (var machine in machines) Add(text, "machine", [await store.FindStateMachineAsync(machine.Arn, cancel)]);
            Add(text, region, await store.ListActivitiesAsync(region, 0, 100, cancel));
            for (var after = ""; (await store.ListConnectionsAsync(region, after, 2, cancel)) is { Count: > 0 } page; after = page[^1].Name)
            {
                Add(text, "connections", page.Select(Given.Text));
                foreach (var row in page) Add(text, "connection", [Given.Text(await store.FindConnectionAsync(region, row.Name, cancel))]);
            }
        }
        return text.ToString();
    }

    /// <summary>A few questions as the seed gives them.</summary>
    public static async Task<string> SomeAsync(IStore store, int seed, CancellationToken cancel)
    {
        var (text, random) = (new StringBuilder(), new Random(seed));
        var time = Given.Start.AddTicks(random.Next(400_000));
        var number = random.Next(1, 300);
        await ExecutionAsync(text, store, number, cancel);
        Add(text, "events", Texts(await store.ReadEventsAsync(number, random.Next(0, 12), random.Next(1, 4), cancel)));
        Add(text, "events back", Texts(await store.ReadEventsBackAsync(number, random.Next(0, 12), random.Next(1, 4), cancel)));
        var query = new ExecutionQuery(random.Next(1, 4), null, random.Next(300), random.Next(1, 9));
        Add(text, "list", await store.ListExecutionsAsync(query, cancel));
        Add(text, "list", await store.ListExecutionsAsync(query with { Status = (ExecutionStatus)random.Next(1, 6) }, cancel));
        Add(text, "list", await store.ListExecutionsAsync(query with { PublishedVersion = random.Next(1, 3) }, cancel));
        Add(text, "list", await store.ListExecutionsAsync(query with { Alias = random.Next(2) == 0 ? "a" : "b", Status = (ExecutionStatus)random.Next(1, 6) }, cancel));
        Add(text, "versions", await store.ListVersionsAsync(random.Next(1, 6), random.Next(1, 7), random.Next(1, 4), cancel));
        Add(text, "aliases", await store.ListAliasesAsync(random.Next(1, 6), random.Next(0, 6), random.Next(1, 4), cancel));
        Add(text, "wake-ups", await store.ListWakeUpsAsync(time, random.Next(2) == 0 ? null : new(time.AddMilliseconds(-10), number, 0), 5, cancel));
        Add(text, "owing", await store.ListOwingAsync(time, random.Next(300), 5, cancel));
        Add(text, "express", (await store.ListExpressExecutionsAsync(random.Next(300), 5, cancel)).Select(Given.Text));
        var records = new RecordQuery(RecordKind.Task, random.Next(12), random.Next(1, 4)) { AfterId = random.Next(3) };
        Add(text, "records", await store.ListRecordsAsync(records, cancel));
        records = records with { Facets = ["a", "c"], PriorityMin = random.Next(4), DueBefore = Given.Start.AddHours(random.Next(9)), Text = random.Next(2) == 0 ? null : "100% ä_\\" };
        Add(text, "records", await store.ListRecordsAsync(records, cancel));
        await MachineAsync(text, store, random.Next(1, 7), cancel);
        return text.ToString();
    }

    private static async Task ExecutionAsync(StringBuilder text, IStore store, long number, CancellationToken cancel)
    {
        Add(text, "execution", [await store.FindExecutionAsync(number, cancel), await store.FindExecutionAsync(Given.Arn(number), cancel)]);
        Add(text, "events", Texts(await store.ReadEventsAsync(number, 1, 1000, cancel)));
        Add(text, "last", Texts(await store.ReadEventsBackAsync(number, long.MaxValue, 1, cancel)));
    }

    private static async Task MachineAsync(StringBuilder text, IStore store, int machine, CancellationToken cancel)
    {
        Add(text, "machine", [await store.FindStateMachineAsync(Given.Machine(machine).Arn, cancel)]);
        Add(text, "open", [await store.HasOpenExecutionsAsync(machine, cancel)]);
        Add(text, "activity", [await store.FindActivityAsync(Given.Activity(machine).Arn, cancel)]);
        foreach (var revision in new[] { 1, 2, 3 })
        {
            Add(text, "revision", [await store.FindRevisionAsync(machine, revision, cancel)]);
        }
        foreach (var status in new ExecutionStatus?[] { null, ExecutionStatus.Running, ExecutionStatus.Succeeded, ExecutionStatus.Aborted })
        {
            var query = new ExecutionQuery(machine, status, long.MaxValue, 1000);
            Add(text, $"list {status}", await store.ListExecutionsAsync(query, cancel));
            Add(text, $"list 1 {status}", await store.ListExecutionsAsync(query with { PublishedVersion = 1 }, cancel));
            Add(text, $"list a {status}", await store.ListExecutionsAsync(query with { Alias = "a" }, cancel));
        }
        for (var number = 1; number < 6; number++)
        {
            Add(text, "version", [await store.FindVersionAsync(machine, number, cancel)]);
        }
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            Add(text, "alias", [await store.FindAliasAsync(machine, name, cancel)]);
        }
        Add(text, "versions", await store.ListVersionsAsync(machine, int.MaxValue, 100, cancel));
        Add(text, "aliases", await store.ListAliasesAsync(machine, 0, 100, cancel));
    }

    private static async Task WakeUpsAsync(StringBuilder text, IStore store, CancellationToken cancel)
    {
        for (WakeUp? after = null; (await store.ListWakeUpsAsync(Given.Start.AddDays(1), after, 3, cancel)) is { Count: > 0 } page; after = page[^1])
        {
            Add(text, "wake-ups", page);
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<EventBatch> batches) =>
        batches.Select(batch => string.Create(CultureInfo.InvariantCulture, $"{batch.FirstVersion}:{Convert.ToHexString(batch.Events.Span)}"));

    private static void Add<T>(StringBuilder text, string what, IEnumerable<T> answers) =>
        text.Append(what).Append(": ").AppendJoin("; ", answers).AppendLine();
}
