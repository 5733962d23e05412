using Baton.Engine.Execution;
using Baton.Runtime.Execution;
using Baton.Runtime.Express;
using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>Children that run in memory and are stored when they have ended. One that is redriven starts over.</summary>
internal sealed class ExpressChildren(ExpressRunner runner, ExecutionLoader loader) : IChildExecutions
{
    public string ArnOf(ExecutionIdentity parent, string machine, string name) => ExpressRows.ArnOf(parent.ArnOf("stateMachine", machine), name);

    public bool TryReserve(Signal room) => runner.TryReserveForChild(room);

    public Task StartAsync(MapRunRow run, int partition, ExecutionIdentity child, bool mayExist, CancellationToken cancellationToken)
    {
        runner.StartChild(new ExpressParent(run, partition), child);
        return Task.CompletedTask;
    }

    public async Task<bool> RedriveAsync(MapRunRow run, MapRunChildRow child, int redrive, CancellationToken cancellationToken)
    {
        var state = await loader.ReplayAsync(child.Execution, cancellationToken);
        runner.RedriveChild(new ExpressParent(run, child.Execution.Partition), child.Execution.Number, state, redrive);
        return true;
    }

    public Task StopAsync(MapRunRow run, CancellationToken cancellationToken)
    {
        runner.CallOffChildren(run.Arn);
        return Task.CompletedTask;
    }
}
