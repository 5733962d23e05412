using System.Collections.Concurrent;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Tasks;

namespace Baton.Runtime.Express;

/// <summary>
/// One Express execution, in memory alone. What it is to do next is decided by one loop: what came in, a timer that is due, or the rest of a slice.
/// </summary>
internal sealed class ExpressExecution(long number, CompiledRevision revision, ExecutionIdentity identity, ExpressServices services)
{
    private readonly ConcurrentQueue<ExecutionCommand> _arrived = new();
    private readonly Signal _arrival = new();
    private ExecutionEvent? _first;
    private ExecutionEvent? _last;
    private int _isCalledOff;

    public long Number { get; } = number;

    public ExecutionIdentity Identity { get; } = identity;

    /// <summary>Where it belongs where it is a child of a Map Run; null for any other.</summary>
    public ExpressParent? Parent { get; init; }

    public ExecutionState State { get; private set; } = ExecutionState.Initial;

    /// <summary>The redrive that it begins with, and where it stood before; null for one that starts.</summary>
    public (ExecutionCommand.RedriveExecution Command, ExecutionState Before)? Redrive { get; init; }

    /// <summary>How it began, or was redriven, and when it has ended, how: all that is stored of one that somebody may ask for.</summary>
    public IReadOnlyList<ExecutionEvent> Ends => [_first!, _last!];

    /// <summary>Takes what became of a task; an answer that nobody waits for any more is ignored.</summary>
    public void Send(ExecutionCommand command)
    {
        _arrived.Enqueue(command);
        _arrival.Set();
    }

    /// <summary>Asks it to end <c>ABORTED</c>.</summary>
    public void CallOff()
    {
        if (Interlocked.Exchange(ref _isCalledOff, 1) == 0) Send(new ExecutionCommand.StopExecution(null, null));
    }

    /// <summary>Runs from the start to the end, or until it is to stop where it is.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (Redrive is var (command, before))
        {
            State = before;
            Do(command, services.Now());
        }
        else
        {
            Do(new ExecutionCommand.StartExecution(Identity), Identity.StartedAt);
        }
        while (State.Status == RunStatus.Running && !stopping.IsCancellationRequested)
        {
            var now = services.Now();
            if (State.NextWakeUp <= now)
            {
                Do(new ExecutionCommand.FireTimers(), now);
                Invariant.Check(!(State.NextWakeUp <= now), "Firing timers leaves none that is due.");
            }
            else if (_arrived.TryDequeue(out var arrived))
            {
                Do(arrived, now);
            }
            else if (State.ReadyFrames > 0)
            {
                await Task.Yield(); // one that computes without end lets the others have their turn
                Do(new ExecutionCommand.ContinueExecution(), now);
            }
            else
            {
                await WaitAsync(now, stopping);
            }
        }
    }

    /// <summary>Ends it before its time.</summary>
    public void Stop(string error, string cause) => Do(new ExecutionCommand.StopExecution(error, cause), services.Now());

    private Task WaitAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var next = State.NextWakeUp ?? throw new InvariantException("An Express execution has a deadline.");
        return _arrival.WaitAsync(next - now, services.Clock, stopping);
    }

    private void Do(ExecutionCommand command, DateTimeOffset now)
    {
        var before = State;
        var decision = ExecutionEngine.Decide(before, command, new DecisionContext
        {
            Definition = revision.Definition,
            Now = now,
            Randomness = services.Randomness,
            BudgetClock = services.Clock,
            Partition = ExpressServices.Partition,
            Number = Number,
            Limits = services.Limits,
        });
        if (decision is not Decision.Accepted accepted) return;
        State = accepted.State;
        if (accepted.Events is [var first, ..]) (_first, _last) = (_first ?? first, accepted.Events[^1]);
        if (revision.Logging.Select(accepted.Events) is { Count: > 0 } logged) services.Log?.Write(revision.Logging, Identity.ExecutionArn, State.RedriveCount, logged);
        foreach (var task in EndedTasks.Of(before, accepted)) services.Effects.Withdraw(task);
        foreach (var effect in ExecutionEngine.NewEffects(accepted))
        {
            Invariant.Check(effect is not Effect.DispatchActivity, "An Express machine names no activity.");
            if (effect is not Effect.Continue) services.Effects.Run(Number, ExpressServices.Partition, effect);
        }
    }
}
