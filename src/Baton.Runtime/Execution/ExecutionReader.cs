using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
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

/// <summary>Reads executions for people and programs that look: from the store, never from a partition's memory, so that only durable things are seen.</summary>
public sealed class ExecutionReader(IStore store, StateMachineRegistry machines, DefinitionCache definitions, EngineLimits limits, TimeProvider clock)
{
    private const int BatchesPerRead = 64;

    public ValueTask<ExecutionRow?> FindAsync(string arn, CancellationToken cancellationToken) => store.FindExecutionAsync(arn, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) => store.ListExecutionsAsync(query, cancellationToken);

    public async ValueTask<ExecutionDescription?> DescribeAsync(string arn, CancellationToken cancellationToken)
    {
        return await store.FindExecutionAsync(arn, cancellationToken) is { } row ? await DescribeAsync(row, cancellationToken) : null;
    }

    /// <summary>Reads how an execution began and, if it has ended, how.</summary>
    public async ValueTask<ExecutionDescription> DescribeAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var first = await store.ReadEventsAsync(row.Number, 1, 1, cancellationToken);
        var started = (ExecutionEvent.ExecutionStarted)EventCodec.Decode(first[0].Events)[0];
        var description = new ExecutionDescription(row, started.Identity);
        if (row.Status == ExecutionStatus.Running) return description;

        var last = await store.ReadEventsBackAsync(row.Number, row.Version + 1, 1, cancellationToken); // of the moment that the row is of: it may go on since
        var end = EventCodec.Decode(last[0].Events)[^1];
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
