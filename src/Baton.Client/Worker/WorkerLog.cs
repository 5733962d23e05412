using Microsoft.Extensions.Logging;

namespace Baton.Client.Worker;

/// <summary>The worker's log lines, 7001 to 7099.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "Worker '{Worker}' works on {Activities} activities of {Endpoint}.")]
    public static partial void Started(ILogger logger, string worker, int activities, Uri endpoint);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Information, Message = "Worker '{Worker}' stopped.")]
    public static partial void Stopped(ILogger logger, string worker);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Warning, Message = "Polling '{Activity}' fails; it is tried again until it works: {Reason}")]
    public static partial void PollFailed(ILogger logger, string activity, string reason);

    [LoggerMessage(EventId = 7004, Level = LogLevel.Information, Message = "Polling '{Activity}' works again.")]
    public static partial void PollsAgain(ILogger logger, string activity);

    [LoggerMessage(EventId = 7005, Level = LogLevel.Warning, Message = "A handler of '{Activity}' failed; the task is reported as failed.")]
    public static partial void HandlerFailed(ILogger logger, string activity, Exception exception);

    [LoggerMessage(EventId = 7006, Level = LogLevel.Information, Message = "Nobody waits for a task of '{Activity}' any more; its result is dropped.")]
    public static partial void TaskGone(ILogger logger, string activity);

    [LoggerMessage(EventId = 7007, Level = LogLevel.Warning, Message = "Heartbeats for a task of '{Activity}' fail; they go on: {Reason}")]
    public static partial void HeartbeatFailed(ILogger logger, string activity, string reason);

    [LoggerMessage(EventId = 7008, Level = LogLevel.Information, Message = "Heartbeats for a task of '{Activity}' arrive again.")]
    public static partial void HeartbeatsAgain(ILogger logger, string activity);

    [LoggerMessage(EventId = 7009, Level = LogLevel.Warning, Message = "The result of a task of '{Activity}' could not be sent; it is tried again until the worker stops: {Reason}")]
    public static partial void ReportFailed(ILogger logger, string activity, string reason);

    [LoggerMessage(EventId = 7011, Level = LogLevel.Warning, Message = "The worker stream of {Endpoint} broke or could not be opened; it is tried again until it works: {Reason}")]
    public static partial void StreamFailed(ILogger logger, Uri endpoint, string reason);

    [LoggerMessage(EventId = 7012, Level = LogLevel.Information, Message = "The worker stream of {Endpoint} works again.")]
    public static partial void StreamWorks(ILogger logger, Uri endpoint);

    [LoggerMessage(EventId = 7010, Level = LogLevel.Error, Message = "The service refused the result of a task of '{Activity}': {Code}: {Reason}")]
    public static partial void ResultRefused(ILogger logger, string activity, string code, string reason);
}
