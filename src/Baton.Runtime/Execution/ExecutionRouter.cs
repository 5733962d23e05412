using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Finds the partition that owns an execution and hands it what is to be done. Answers are durable when they come.</summary>
public sealed class ExecutionRouter
{
    private readonly Partition[] _partitions;
    private readonly PartitionServices _services;

    internal ExecutionRouter(PartitionServices services)
    {
        _services = services;
        _partitions = [.. Enumerable.Range(0, services.Store.Status.Partitions).Select(index => new Partition(index, services))];
    }

    /// <summary>Starts an execution.</summary>
    /// <param name="target">The machine at the revision to run.</param>
    /// <param name="executionArn">The ARN; its last part is <paramref name="name"/>.</param>
    /// <param name="name">The name, or null to make one up.</param>
    /// <param name="input">The input.</param>
    public Task<StartResult> StartAsync(StateMachineTarget target, Func<string, string> executionArn, string? name, JsonText input, CancellationToken cancellationToken) =>
        StartAsync(target, executionArn, name, input, startedBy: null, ended: null, cancellationToken);

    /// <summary>Starts an execution under a name that is made up, and waits for its end.</summary>
    /// <returns>How it ended, which is durable; null where the machine is being deleted.</returns>
    public async Task<ExecutionEnding?> RunAsync(StateMachineTarget target, Func<string, string> executionArn, JsonText input, CancellationToken cancellationToken)
    {
        var ended = new AwaitedReply<ExecutionEnding>();
        var started = await StartAsync(target, executionArn, name: null, input, startedBy: null, ended, cancellationToken);
        return started is StartResult.Started ? await ended.Task.WaitAsync(cancellationToken) : null;
    }

    /// <summary>Starts an execution for a task of another one; a repeat for the same task gives the same execution, even after it has ended.</summary>
    /// <param name="startedBy">The task; null where a client starts it.</param>
    /// <param name="ended">Told the end of what was started, by this start or by the one that it repeats; null for nobody.</param>
    public async Task<StartResult> StartAsync(
        StateMachineTarget target, Func<string, string> executionArn, string? name, JsonText input, ParentTask? startedBy, IReply<ExecutionEnding>? ended,
        CancellationToken cancellationToken)
    {
        var machine = target.Machine;
        var compiled = _services.Definitions.Get(machine.Revision);
        var identity = target.IdentityOf(executionArn, name, input, _services.Now()) with { StartedBy = startedBy };
        var done = new AwaitedReply<StartResult>();
        if (ended is not null) _services.Endings.Expect(identity.ExecutionArn, ended);
        StartResult? result = null;
        try
        {
            await PartitionOf(identity.ExecutionArn).Queue.PostAsync(new PartitionWork.Start(machine, compiled, identity, name is null, done), cancellationToken);
            return result = await done.Task; // not cancellable: the write may be under way
        }
        finally
        {
            if (ended is not null && result is not StartResult.Started) _services.Endings.Forget(identity.ExecutionArn, ended);
        }
    }

    /// <summary>Starts a child of a Map Run. Asked again, it answers with the child that was started.</summary>
    /// <param name="run">The run.</param>
    /// <param name="identity">What the child is started with.</param>
    /// <param name="mayExist">Whether it may have been started before.</param>
    internal async Task<StartResult> StartChildAsync(MapRunRow run, ExecutionIdentity identity, bool mayExist, CancellationToken cancellationToken)
    {
        var machine = new StateMachineRow
        {
            Id = run.Id, Arn = identity.StateMachineArn, Name = identity.StateMachineName, Region = identity.Region, CreatedAt = run.StartedAt, Deleting = false, Revision = run.Revision,
        };
        var done = new AwaitedReply<StartResult>();
        var start = new PartitionWork.Start(machine, _services.Definitions.Get(run.Revision), identity, !mayExist, done);
        await PartitionOf(identity.ExecutionArn).Queue.PostLaterAsync(start, cancellationToken);
        return await done.Task; // not cancellable: the write may be under way
    }

    /// <summary>Sends a command about a task.</summary>
    public Task<Decision> SendAsync(TaskToken token, ExecutionCommand command, CancellationToken cancellationToken) =>
        token.Partition < _partitions.Length
            ? SendNowAsync(token.Number, token.Partition, command, cancellationToken)
            : Task.FromResult<Decision>(new Decision.Rejected(RejectionKind.TaskNotOpen, "The token is of another store."));

    /// <summary>Sends a command to an execution.</summary>
    public Task<Decision> SendAsync(ExecutionRow execution, ExecutionCommand command, CancellationToken cancellationToken) =>
        SendNowAsync(execution.Number, execution.Partition, command, cancellationToken);

    /// <summary>Sends a command about a task, and comes back at once; the reply is told when what was decided is durable.</summary>
    public void Post(TaskToken token, ExecutionCommand command, IReply<Decision> reply)
    {
        if (token.Partition >= _partitions.Length)
        {
            reply.Set(new Decision.Rejected(RejectionKind.TaskNotOpen, "The token is of another store."));
            return;
        }
        var work = new PartitionWork.Command(token.Number, command, reply);
        if (!_partitions[token.Partition].Queue.TryPost(work)) _ = PostWhenThereIsRoomAsync(_partitions[token.Partition], work);
    }

    /// <summary>Sends commands to executions of a partition, and comes back at once; each reply is told when what was decided is durable.</summary>
    internal void Post(int partition, IReadOnlyList<PartitionWork.Command> commands)
    {
        var work = new PartitionWork.Commands(commands);
        if (!_partitions[partition].Queue.TryPost(work)) _ = PostWhenThereIsRoomAsync(_partitions[partition], work);
    }

    /// <summary>Redrives an execution.</summary>
    public async Task<Decision> RedriveAsync(ExecutionRow execution, RedriveRequest request, CancellationToken cancellationToken)
    {
        var done = new AwaitedReply<Decision>();
        await _partitions[execution.Partition].Queue.PostLaterAsync(new PartitionWork.Redrive(execution.Number, request, done), cancellationToken);
        return await done.Task; // not cancellable: the write may be under way
    }

    internal async Task<Decision> SendAsync(long number, int partition, ExecutionCommand command, CancellationToken cancellationToken)
    {
        var done = new AwaitedReply<Decision>();
        await _partitions[partition].Queue.PostLaterAsync(new PartitionWork.Command(number, command, done), cancellationToken);
        return await done.Task; // not cancellable: the write may be under way
    }

    internal async Task RecoverAsync(ExecutionRow execution, DateTimeOffset redeliverSince, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _partitions[execution.Partition].Queue.PostLaterAsync(new PartitionWork.Recover(execution.Number, redeliverSince, done), cancellationToken);
        await done.Task;
    }

    /// <summary>Removes an execution that has ended.</summary>
    /// <param name="row">As it was read.</param>
    /// <param name="childIndex">Which child of its Map Run it is; null for any other.</param>
    /// <returns>Whether it is removed; one that has gone on since it was read stays.</returns>
    internal async Task<bool> PurgeAsync(ExecutionRow row, int? childIndex, CancellationToken cancellationToken)
    {
        var done = new AwaitedReply<bool>();
        await _partitions[row.Partition].Queue.PostLaterAsync(new PartitionWork.Purge(row, childIndex, done), cancellationToken);
        return await done.Task; // not cancellable: the write may be under way
    }

    /// <summary>Waits until everything that was asked before is decided, and is durable or has failed.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_partitions.Select(PassAsync));
        await _services.Committer.SettleAsync();
    }

    /// <summary>Runs the partitions until they are closed and have done what was queued.</summary>
    internal Task RunAsync(TaskFactory factory) => Task.WhenAll(_partitions.Select(partition => partition.Queue.StartAsync(factory)));

    internal void Close()
    {
        foreach (var partition in _partitions) partition.Queue.Close();
    }

    /// <summary>Decides at once, on the caller's thread, where the partition has nothing else to do.</summary>
    private async Task<Decision> SendNowAsync(long number, int partition, ExecutionCommand command, CancellationToken cancellationToken)
    {
        var done = new AwaitedReply<Decision>();
        await _partitions[partition].Queue.PostAsync(new PartitionWork.Command(number, command, done), cancellationToken);
        return await done.Task; // not cancellable: the write may be under way
    }

    private static async Task PostWhenThereIsRoomAsync(Partition partition, PartitionWork work)
    {
        try
        {
            await partition.Queue.PostLaterAsync(work, CancellationToken.None);
        }
        catch (RuntimeStoppedException e)
        {
            work.Fail(e);
        }
    }

    private static async Task PassAsync(Partition partition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await partition.Queue.PostLaterAsync(new PartitionWork.Pass(done), CancellationToken.None);
        await done.Task;
    }

    /// <summary>Which of so many partitions owns an execution.</summary>
    internal static int PartitionOf(string arn, int partitions) => (int)((ulong)StableHash.Of(arn) % (ulong)partitions);

    private Partition PartitionOf(string arn) => _partitions[PartitionOf(arn, _partitions.Length)];
}
