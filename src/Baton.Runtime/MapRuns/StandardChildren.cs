using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>Children that are stored like the executions of a machine, from their start on.</summary>
internal sealed class StandardChildren(ExecutionRouter router, IStore store) : IChildExecutions
{
    private const int RowsPerRead = 1_000;

    public string ArnOf(ExecutionIdentity parent, string machine, string name) => parent.ArnOf("execution", $"{machine}:{name}");

    public bool TryReserve(Signal room) => true; // those that wait are not held in memory

    public Task StartAsync(MapRunRow run, int partition, ExecutionIdentity child, bool mayExist, CancellationToken cancellationToken) =>
        router.StartChildAsync(run, child, mayExist, cancellationToken);

    public async Task<bool> RedriveAsync(MapRunRow run, MapRunChildRow child, int redrive, CancellationToken cancellationToken) =>
        await router.RedriveAsync(child.Execution, new RedriveRequest(null) { MapRunRedrive = redrive }, cancellationToken) is not Decision.Rejected;

    public async Task StopAsync(MapRunRow run, CancellationToken cancellationToken)
    {
        for (var before = long.MaxValue; ;)
        {
            var rows = await store.ListExecutionsAsync(new ExecutionQuery(run.Id, ExecutionStatus.Running, before, RowsPerRead), cancellationToken);
            await Task.WhenAll(rows.Select(row => router.SendAsync(row, new ExecutionCommand.StopExecution(null, null), cancellationToken)));
            if (rows.Count < RowsPerRead) return;
            before = rows[^1].Number;
        }
    }
}
