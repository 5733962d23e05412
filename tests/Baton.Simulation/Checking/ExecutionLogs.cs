using Baton.Engine.Events;
using Baton.Runtime.Logs;

namespace Baton.Simulation.Checking;

/// <summary>Where executions are logged: what is logged of a Standard execution is durable by then.</summary>
/// <param name="standStill">Called while the log is written: others have their turns meanwhile.</param>
internal sealed class ExecutionLogs(Checker checker, Breaches breaches, Action standStill) : IExecutionLog
{
    public void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events)
    {
        if (executionArn.Contains(":express:", StringComparison.Ordinal)) checker.Express.Write(executionArn, events);
        else CheckDurable(executionArn, events);
        standStill();
    }

    private void CheckDurable(string arn, IReadOnlyList<ExecutionEvent> events)
    {
        var history = checker.Find(arn)?.History ?? [];
        foreach (var happened in events)
        {
            if (happened.Id > history.Count || history[(int)happened.Id - 1].HistoryType != happened.HistoryType) breaches.Add("early", $"{arn} logs event {happened.Id} ({happened.HistoryType}), which is not durable.");
        }
    }
}
