using Baton.Engine.Events;
using Baton.Runtime.Logs;

namespace Baton.Server.Logs;

/// <summary>Several places for the same log.</summary>
internal sealed class ExecutionLogs(params IReadOnlyList<IExecutionLog> logs) : IExecutionLog
{
    public void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events)
    {
        foreach (var log in logs) log.Write(logging, executionArn, redriveCount, events);
    }
}
