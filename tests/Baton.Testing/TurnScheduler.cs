using Baton.Expressions;

namespace Baton.Testing;

/// <summary>
/// Runs tasks one at a time on the thread that asks for it, in the order in which they became ready or, with randomness, in the order
/// that it gives: the same randomness, the same order.
/// </summary>
/// <remarks>Code under it must await tasks themselves; what goes through the thread pool on its way comes back at a time of its own.</remarks>
public sealed class TurnScheduler(IRandomness? order = null) : TaskScheduler
{
    private readonly Lock _lock = new();
    private readonly List<Task> _ready = [];
    private bool _isGone;

    /// <summary>How many tasks were run.</summary>
    public long Turns { get; private set; }

    /// <summary>Starts something; it runs when turns are given.</summary>
    public Task Start(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc cref="Start(Func{Task})"/>
    public Task<T> Start<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs one task.</summary>
    /// <returns>Whether one was ready.</returns>
    public bool RunOne()
    {
        Task next;
        lock (_lock)
        {
            if (_ready.Count == 0) return false;
            var index = order is null ? 0 : (int)(order.NextBits() % (ulong)_ready.Count);
            next = _ready[index];
            _ready.RemoveAt(index);
        }
        Turns++;
        TryExecuteTask(next);
        return true;
    }

    /// <summary>Runs until nothing is ready.</summary>
    public void RunUntilIdle()
    {
        while (RunOne())
        {
        }
    }

    /// <summary>Runs something to its end.</summary>
    /// <exception cref="InvalidOperationException">It waits for something that does not come.</exception>
    public T RunToEnd<T>(Func<Task<T>> work)
    {
        var running = Start(work);
        RunUntilIdle();
        if (!running.IsCompleted) throw new InvalidOperationException("Nothing is ready, and the work has not ended.");
        return running.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="RunToEnd{T}(Func{Task{T}})"/>
    public void RunToEnd(Func<Task> work) => RunToEnd(async () =>
    {
        await work();
        return true;
    });

    /// <summary>The process is gone: nothing runs any more.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _isGone = true;
            _ready.Clear();
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            if (!_isGone) _ready.Add(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock) return [.. _ready];
    }
}
