using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;

namespace Baton.Simulation.Tests;

/// <summary>What must hold of every log, whatever happened.</summary>
internal static class Every
{
    public static IEnumerable<string> ExecutionEndsOnce(IReadOnlyList<Log> logs)
    {
        foreach (var log in logs)
        {
            var ends = log.Events.FindAll(IsEnd);
            if (!log.IsClosed) yield return $"{log.Row.Arn} has not ended: {log.Waits}";
            else if (ends.Count != 1 || !ReferenceEquals(ends[0], log.Events[^1])) yield return $"{log.Row.Arn} ends {ends.Count} times.";
        }
    }

    public static IEnumerable<string> NameIsOneExecution(IReadOnlyList<Log> logs) =>
        from log in logs group log by log.Row.Arn into named where named.Count() > 1 select $"{named.Key} names {named.Count()} executions.";

    public static IEnumerable<string> LogReplaysToItsState(IReadOnlyList<Log> logs)
    {
        foreach (var log in logs)
        {
            var state = ExecutionEngine.Replay(log.Events);
            var (row, arn) = (log.Row, log.Row.Arn);
            if (state.Version != row.Version) yield return $"{arn} has {state.Version} events, its row says {row.Version}.";
            if (ExecutionRows.StatusOf(state.Status) != row.Status) yield return $"{arn} is {state.Status}, its row says {row.Status}.";
            if (state.NextWakeUp != row.WakeUpAt) yield return $"{arn} wakes up at {state.NextWakeUp}, its row says {row.WakeUpAt}.";
            if (ExecutionRows.OwedUntil(state, Process.Options.RedeliveryWindow) != row.OwedUntil) yield return $"{arn} and its row do not owe the same.";
            var ids = log.Events.Where(happened => happened.HistoryType is not null).Select(happened => happened.Id);
            if (!ids.SequenceEqual(Enumerable.Range(1, (int)state.LastEventId).Select(id => (long)id))) yield return $"{arn} has a gap in its history.";
        }
    }

    /// <summary>Each token is of one attempt, each attempt ends at most once, and what was acknowledged is what the log says.</summary>
    public static IEnumerable<string> TaskResultIsUsedOnce(IReadOnlyList<Log> logs, IReadOnlyDictionary<TaskToken, JsonText?> acknowledged)
    {
        var tokens = new HashSet<TaskToken>();
        var results = new Dictionary<TaskToken, ExecutionEvent>();
        foreach (var log in logs)
        {
            var open = new Dictionary<int, TaskToken>();
            foreach (var happened in log.Events)
            {
                if (happened is ExecutionEvent.TaskScheduled scheduled)
                {
                    if (!tokens.Add(scheduled.Token)) yield return $"{scheduled.Token} was scheduled twice.";
                    open[happened.Frame] = scheduled.Token;
                }
                if (happened is not (ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed)) continue;
                if (open.Remove(happened.Frame, out var token)) results[token] = happened;
                else yield return $"A task of {log.Row.Arn} ended that was not open.";
            }
        }
        foreach (var (token, output) in acknowledged)
        {
            var said = results.GetValueOrDefault(token);
            var same = output is null ? said is ExecutionEvent.TaskFailed : said is ExecutionEvent.TaskSucceeded succeeded && succeeded.Output.Equals(output);
            if (!same) yield return $"The result of {token} was acknowledged; the log says {said?.HistoryType ?? "nothing"}.";
        }
    }

    public static IEnumerable<string> PromiseIsKept(IReadOnlyList<Log> logs, Ledger ledger)
    {
        var byArn = logs.ToLookup(log => log.Row.Arn);
        foreach (var (arn, input) in ledger.Started)
        {
            if (byArn[arn].FirstOrDefault()?.Events[0] is not ExecutionEvent.ExecutionStarted started) yield return $"{arn} was acknowledged and is not there.";
            else if (!started.Identity.Input.Equals(input)) yield return $"{arn} was acknowledged with another input.";
        }
        foreach (var arn in ledger.Stopped)
        {
            if (byArn[arn].FirstOrDefault()?.Events[^1] is not ExecutionEvent.ExecutionAborted) yield return $"{arn} was stopped, and is not.";
        }
    }

    public static IEnumerable<string> OpenExecutionHasAnEffectAWakeUpOrATask(IReadOnlyList<Log> logs) =>
        from log in logs
        let stuck = Liveness.Stuck(ExecutionEngine.Replay(log.Events))
        where stuck is not null
        select $"{log.Row.Arn}: {stuck}";

    private static bool IsEnd(ExecutionEvent happened) =>
        happened is ExecutionEvent.ExecutionSucceeded or ExecutionEvent.ExecutionFailed or ExecutionEvent.ExecutionAborted or ExecutionEvent.ExecutionTimedOut;
}
