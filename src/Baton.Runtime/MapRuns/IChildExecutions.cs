using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>Runs the child executions of Map Runs, which are all of one kind. Each run is told when a child of it has ended.</summary>
internal interface IChildExecutions
{
    /// <summary>The ARN of a child.</summary>
    /// <param name="parent">The execution that waits for the run.</param>
    /// <param name="machine">The name of the children's machine.</param>
    /// <param name="name">The child's name.</param>
    string ArnOf(ExecutionIdentity parent, string machine, string name);

    /// <summary>Takes a place for one child more, which is then started or redriven.</summary>
    /// <param name="room">Set when there may be one again, where there is none now.</param>
    bool TryReserve(Signal room);

    /// <summary>Starts a child. Asked again, it answers with the child that was started.</summary>
    /// <param name="run">The run.</param>
    /// <param name="partition">The partition of the execution that waits.</param>
    /// <param name="child">What the child is started with.</param>
    /// <param name="mayExist">Whether it may have been started before.</param>
    Task StartAsync(MapRunRow run, int partition, ExecutionIdentity child, bool mayExist, CancellationToken cancellationToken);

    /// <summary>Redrives a child that did not succeed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="child">The child as it is stored.</param>
    /// <param name="redrive">Which redrive of the run this is.</param>
    /// <returns>False where it cannot be redriven.</returns>
    Task<bool> RedriveAsync(MapRunRow run, MapRunChildRow child, int redrive, CancellationToken cancellationToken);

    /// <summary>Stops the children that run; some may end a moment later.</summary>
    Task StopAsync(MapRunRow run, CancellationToken cancellationToken);
}
