using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Express;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>What was stored of an execution: its row, how it began and how it ended.</summary>
public sealed record ExecutionDescription(ExecutionRow Row, ExecutionIdentity Identity)
{
    public JsonText? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>How many events the history of one that has ended shows.</summary>
    public long HistoryEvents { get; init; }
}

/// <summary>
/// Reads executions for people and programs that look: from the store, never from a partition's memory, so that only durable things are seen. Express children
/// of Map Runs are in memory alone until they end.
/// </summary>
public sealed class ExecutionReader(IStore store, ExpressRunner express, StateMachineRegistry machines, DefinitionCache definitions, EngineLimits limits, TimeProvider clock)
{
    private const int BatchesPerRead = 64;
    private const int MachinesPerRead = 200;

    public ValueTask<ExecutionRow?> FindAsync(string arn, CancellationToken cancellationToken) => store.FindExecutionAsync(arn, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) => store.ListExecutionsAsync(query, cancellationToken);

    /// <summary>Executions of all machines of a region, newest first, each with its machine's ARN; those of Map Runs are not among them.</summary>
    /// <remarks>Reads as many of each machine as are wanted in all: an index leads to each, whatever else is stored.</remarks>
    public async ValueTask<IReadOnlyList<(ExecutionRow Row, string StateMachineArn)>> ListOfAllMachinesAsync(
        string region, ExecutionStatus? status, long beforeNumber, int countMax, CancellationToken cancellationToken)
    {
        var newest = new List<(ExecutionRow Row, string StateMachineArn)>();
        var afterName = "";
        while (true)
        {
            var page = await store.ListStateMachinesAsync(region, afterName, MachinesPerRead, cancellationToken);
            foreach (var machine in page.Where(machine => machine.Type == StateMachineType.Standard))
            {
                if (await store.FindStateMachineAsync(machine.Arn, cancellationToken) is not { } row) continue; // deleted meanwhile
                newest.AddRange((await store.ListExecutionsAsync(new ExecutionQuery(row.Id, status, beforeNumber, countMax), cancellationToken)).Select(execution => (execution, machine.Arn)));
            }
            newest = [.. newest.OrderByDescending(execution => execution.Row.Number).Take(countMax)];
            if (page.Count < MachinesPerRead) return newest;
            afterName = page[^1].Name;
        }
    }

    /// <summary>Children of a Map Run, newest first; also such that run again and are no longer what was asked for.</summary>
    /// <param name="query">Which are wanted; its machine is the run.</param>
    public async ValueTask<IReadOnlyList<ExecutionRow>> ListChildrenAsync(string mapRunArn, ExecutionQuery query, CancellationToken cancellationToken)
    {
        var running = express.ChildrenOf(mapRunArn).ToDictionary(child => child.Row.Number, child => child.Row); // asked first, as below
        var stored = await store.ListExecutionsAsync(query, cancellationToken);
        if (running.Count == 0) return stored;
        var listed = stored.Select(row => running.Remove(row.Number, out var again) ? again : row).ToList(); // those that are redriven run again
        if (query.Status is null or ExecutionStatus.Running) listed.AddRange(running.Values.Where(row => row.Number < query.BeforeNumber));
        return [.. listed.OrderByDescending(row => row.Number).Take(query.CountMax)];
    }

    public async ValueTask<ExecutionDescription?> DescribeAsync(string arn, CancellationToken cancellationToken)
    {
        var running = express.FindChild(arn); // asked first: what ends in between is in the store
        var row = await store.FindExecutionAsync(arn, cancellationToken);
        return row is null || row.Version < running?.Row.Version ? running : await DescribeAsync(row, cancellationToken);
    }

    /// <summary>Reads how an execution began and, if it has ended, how.</summary>
    public async ValueTask<ExecutionDescription> DescribeAsync(ExecutionRow row, CancellationToken cancellationToken) =>
        await TryDescribeAsync(row, cancellationToken) ?? throw new InvariantException($"Execution {row.Number} is stored.");

    /// <inheritdoc cref="DescribeAsync(ExecutionRow, CancellationToken)"/>
    /// <returns>Null where it was removed since its row was read.</returns>
    public async ValueTask<ExecutionDescription?> TryDescribeAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var first = await store.ReadEventsAsync(row.Number, 1, 1, cancellationToken);
        if (first.Count == 0) return null;
        var beginning = EventCodec.Decode(first[0].Events);
        var description = new ExecutionDescription(row, ((ExecutionEvent.ExecutionStarted)beginning[0]).Identity);
        if (row.Status == ExecutionStatus.Running) return description;

        var end = beginning[^1];
        if (beginning.Count != row.Version)
        {
            var last = await store.ReadEventsBackAsync(row.Number, row.Version + 1, 1, cancellationToken); // of the moment that the row is of: it may go on since
            if (last.Count == 0) return null;
            end = EventCodec.Decode(last[0].Events)[^1];
        }
        description = description with { HistoryEvents = end.Id };
        return end switch
        {
            ExecutionEvent.ExecutionSucceeded e => description with { Output = e.Output },
            ExecutionEvent.ExecutionFailed e => description with { Error = e.Error, Cause = e.Cause },
            ExecutionEvent.ExecutionAborted e => description with { Error = e.Error, Cause = e.Cause },
            _ => description,
        };
    }

    /// <returns>Why an execution cannot be redriven; null where it can.</returns>
    public async ValueTask<string?> WhyNotRedrivableAsync(ExecutionDescription execution, CancellationToken cancellationToken) => machines.IsLeaving(execution.Row.StateMachineId)
        ? Redrivability.MachineDeleting
        : await WhyNotRedrivableAsync(execution.Row, execution.HistoryEvents, cancellationToken);

    /// <summary>Whether an execution that has ended can be redriven, from its row wherever that is enough.</summary>
    internal async ValueTask<bool> CanBeRedrivenAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        // A stream has more events than its history shows.
        var events = row.Version < limits.HistoryEventsMax - 1 ? row.Version : (await DescribeAsync(row, cancellationToken)).HistoryEvents;
        return await WhyNotRedrivableAsync(row, events, cancellationToken) is null;
    }

    private async ValueTask<string?> WhyNotRedrivableAsync(ExecutionRow row, long events, CancellationToken cancellationToken)
    {
        var startsOver = (await definitions.GetAsync(row.StateMachineId, row.Revision, cancellationToken)).StartsOver;
        return Redrivability.WhyNot(ExecutionRows.StatusOf(row.Status), row.StartedAt, row.StoppedAt, events, clock.GetUtcNow(), limits, startsOver);
    }

    /// <summary>A page of the history, in the order of the ids.</summary>
    /// <param name="number">The execution.</param>
    /// <param name="afterVersion">The version of the event after which the page begins; 0 is the beginning.</param>
    /// <param name="countMax">At most so many events.</param>
    public async ValueTask<HistoryPage> ReadHistoryAsync(long number, long afterVersion, int countMax, CancellationToken cancellationToken)
    {
        var events = new List<ExecutionEvent>();
        var version = afterVersion;
        while (true)
        {
            var batches = await store.ReadEventsAsync(number, version + 1, BatchesPerRead, cancellationToken);
            if (batches.Count == 0) return new HistoryPage(events, null);
            foreach (var batch in batches)
            {
                var skipped = version + 1 - batch.FirstVersion;
                foreach (var happened in EventCodec.Decode(batch.Events).Skip((int)skipped))
                {
                    if (happened.HistoryType is not null && events.Count == countMax) return new HistoryPage(events, version);
                    version++;
                    if (happened.HistoryType is not null) events.Add(happened);
                }
            }
        }
    }

    /// <summary>A page of the history, the latest event first.</summary>
    /// <param name="number">The execution.</param>
    /// <param name="beforeVersion">The version of the event before which the page begins; <see cref="long.MaxValue"/> is the end.</param>
    /// <param name="countMax">At most so many events.</param>
    public async ValueTask<HistoryPage> ReadHistoryBackAsync(long number, long beforeVersion, int countMax, CancellationToken cancellationToken)
    {
        var events = new List<ExecutionEvent>();
        while (true)
        {
            var batches = await store.ReadEventsBackAsync(number, beforeVersion, BatchesPerRead, cancellationToken);
            if (batches.Count == 0) return new HistoryPage(events, null);
            foreach (var batch in batches)
            {
                var decoded = EventCodec.Decode(batch.Events);
                for (var i = (int)Math.Min(decoded.Count, beforeVersion - batch.FirstVersion) - 1; i >= 0; i--)
                {
                    if (decoded[i].HistoryType is not null && events.Count == countMax) return new HistoryPage(events, beforeVersion);
                    beforeVersion = batch.FirstVersion + i;
                    if (decoded[i].HistoryType is not null) events.Add(decoded[i]);
                }
            }
        }
    }
}

/// <summary>A page of history events.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">The version where the next page begins; null where there is none.</param>
public sealed record HistoryPage(IReadOnlyList<ExecutionEvent> Events, long? Next);
