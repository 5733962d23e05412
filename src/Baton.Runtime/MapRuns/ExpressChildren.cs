using Baton.Engine.Execution;
using Baton.Runtime.Express;
using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>Children that run in memory and are stored when they have ended.</summary>
internal sealed class ExpressChildren(ExpressRunner runner) : IChildExecutions
{
    public string ArnOf(ExecutionIdentity parent, string machine, string name) => ExpressRows.ArnOf(parent.ArnOf("stateMachine", machine), name);

    public bool TryReserve(Signal room) => runner.TryReserveForChild(room);

    public Task StartAsync(MapRunRow run, int partition, ExecutionIdentity child, bool mayExist, CancellationToken cancellationToken)
    {
        runner.StartChild(new ExpressParent(run, partition), child);
        return Task.CompletedTask;
    }

    public Task StopAsync(MapRunRow run, CancellationToken cancellationToken)
    {
        runner.CallOffChildren(run.Arn);
        return Task.CompletedTask;
    }
}
