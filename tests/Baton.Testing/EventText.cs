using System.Globalization;
using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Testing;

/// <summary>Events as lines that a test can state: the published name, then what matters most. Times are told relative to the event's own.</summary>
public static class EventText
{
    public static string Of(ExecutionEvent happened)
    {
        var type = happened.HistoryType ?? happened.GetType().Name;
        return $"{type} {Details(happened)}".TrimEnd();
    }

    private static string Details(ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.ExecutionSucceeded e => e.Output.ToString(),
        ExecutionEvent.ExecutionFailed e => Error(e.Error, e.Cause),
        ExecutionEvent.ExecutionAborted e => Error(e.Error, e.Cause),
        ExecutionEvent.ExecutionRedriven e => e.RedriveCount.ToString(CultureInfo.InvariantCulture) + (e.From is { } point ? $" from {point.State}" : ""),
        ExecutionEvent.MapRunRedriven e => e.RedriveCount.ToString(CultureInfo.InvariantCulture),
        ExecutionEvent.StateEntered e => $"{e.Name} {e.Input}",
        ExecutionEvent.StateExited e => $"{e.Name} {e.Output}{Assigned(e)}",
        ExecutionEvent.TaskScheduled e => Scheduled(e),
        ExecutionEvent.TaskStarted e => e.WorkerName ?? "",
        ExecutionEvent.TaskSubmitted e => e.Output.ToString(),
        ExecutionEvent.TaskSucceeded e => e.Output.ToString(),
        ExecutionEvent.TaskFailed e => Error(e.Error, e.Cause),
        ExecutionEvent.WaitArmed e => After(e.Until - e.Timestamp),
        ExecutionEvent.RetryArmed e => After(e.At - e.Timestamp),
        ExecutionEvent.MapStateStarted e => e.Length.ToString(CultureInfo.InvariantCulture),
        ExecutionEvent.MapIterationStarted e => $"{e.Name} #{e.Index} {e.Input}",
        ExecutionEvent.MapIterationSucceeded e => $"{e.Name} #{e.Index}",
        ExecutionEvent.MapIterationFailed e => $"{e.Name} #{e.Index}",
        ExecutionEvent.MapIterationAborted e => $"{e.Name} #{e.Index}",
        ExecutionEvent.MapRunFailed e => Error(e.Error, e.Cause),
        ExecutionEvent.EvaluationFailed e => $"{e.State} {e.Location} {Error(e.Error, e.Cause)}",
        _ => "",
    };

    private static string Scheduled(ExecutionEvent.TaskScheduled e)
    {
        var timeout = e.TimeoutSeconds is { } seconds ? $" timeout {seconds}s" : "";
        var heartbeat = e.HeartbeatSeconds is { } beat ? $" heartbeat {beat}s" : "";
        return $"{(e.Kind == TaskKind.Service ? $"{e.ResourceType}:{e.Resource}" : e.Resource.Split(':')[^1])} {e.Input}{timeout}{heartbeat}";
    }

    private static string Assigned(ExecutionEvent.StateExited e) =>
        e.AssignedVariables is { } assigned ? $" assigns {string.Join(", ", assigned.Select(variable => $"${variable.Name} = {variable.Value}"))}" : "";

    private static string Error(string? error, string? cause) => (error, cause) switch
    {
        (null, null) => "",
        (_, null) => error,
        _ => $"{error}: {cause}",
    };

    private static string After(TimeSpan span) => FormattableString.Invariant($"+{span.TotalSeconds}s");
}
