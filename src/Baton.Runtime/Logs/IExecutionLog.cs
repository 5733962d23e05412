using Baton.Engine.Events;

namespace Baton.Runtime.Logs;

/// <summary>Where executions are logged. For Express executions it is the only history.</summary>
public interface IExecutionLog
{
    /// <summary>
    /// Takes events that are to be logged. It holds nobody up and throws nothing: what it has no room for, or what cannot be written, is lost, and it
    /// says so.
    /// </summary>
    /// <param name="logging">Where to, and with or without data.</param>
    /// <param name="executionArn">The execution.</param>
    /// <param name="redriveCount">How often the execution was redriven, the events included.</param>
    /// <param name="events">Events of the execution in order, those that history does not show left out.</param>
    void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events);
}
