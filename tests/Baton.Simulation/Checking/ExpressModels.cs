using Baton.Engine.Events;
using Baton.Runtime.Storage;
using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation.Checking;

/// <summary>What is known of Express executions: what is durable of the asynchronous ones, and the log, which is all the history they have.</summary>
internal sealed class ExpressModels(Breaches breaches)
{
    private readonly Dictionary<long, (string Arn, long Machine)> _owed = [];
    private readonly HashSet<string> _everOwed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Logged> _logs = new(StringComparer.Ordinal);

    public int Started => _logs.Count;

    public bool AreAtRest => _owed.Count == 0;

    public bool WasOwed(string arn) => _everOwed.Contains(arn);

    /// <summary>The last end that the log tells; null for none.</summary>
    public ExecutionEvent? EndOf(string arn) => _logs.GetValueOrDefault(arn)?.End;

    public void Owed(ExpressExecutionRow row)
    {
        var started = (ExecutionEvent.ExecutionStarted)EventCodec.Decode(row.Started)[0];
        _owed[row.Number] = (started.Identity.ExecutionArn, row.StateMachineId);
        if (!_everOwed.Add(started.Identity.ExecutionArn)) breaches.Add("twice", $"{started.Identity.ExecutionArn} was started twice.");
    }

    public void Removed(long number, RegistryModel registry)
    {
        if (!_owed.Remove(number, out var row)) return;
        if (EndOf(row.Arn) is null && !registry.IsRemoved(row.Machine)) breaches.Add("lost", $"{row.Arn} is owed no more and never ended.");
    }

    public void Write(string executionArn, IReadOnlyList<ExecutionEvent> events)
    {
        if (!_logs.TryGetValue(executionArn, out var log)) _logs[executionArn] = log = new Logged();
        foreach (var happened in events)
        {
            if (happened is ExecutionEvent.ExecutionStarted)
            {
                log.Starts++;
                (log.End, log.LastId) = (null, 0);
                if (log.Starts > 1 && !WasOwed(executionArn)) breaches.Add("twice", $"{executionArn} is a synchronous execution and ran twice.");
            }
            if (happened.Id != log.LastId + 1) breaches.Add("history", $"{executionArn} logs event {happened.Id} after {log.LastId}.");
            if (log.End is not null) breaches.Add("history", $"{executionArn} logs {happened.HistoryType} after its end.");
            log.LastId = happened.Id;
            if (happened is ExecutionEvent.ExecutionSucceeded or ExecutionEvent.ExecutionFailed or ExecutionEvent.ExecutionTimedOut or ExecutionEvent.ExecutionAborted) log.End = happened;
        }
    }

    public void Compare(MemoryDisk disk)
    {
        if (!disk.ExpressExecutions.Select(row => row.Number).ToHashSet().SetEquals(_owed.Keys)) breaches.Add("store", "Other Express executions are owed than were written.");
    }

    public void End()
    {
        foreach (var (arn, _) in _owed.Values) breaches.Add("open", $"{arn} has not ended.");
    }

    private sealed class Logged
    {
        public int Starts { get; set; }

        public long LastId { get; set; }

        public ExecutionEvent? End { get; set; }
    }
}
