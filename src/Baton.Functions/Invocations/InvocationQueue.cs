using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Baton.Functions.Invocations;

/// <summary>The invocations of one function that runtimes come for: each waits until one asks for work, and ends when that says so or its time is up.</summary>
/// <param name="name">The function, for messages.</param>
/// <param name="settings">How it is run; may change meanwhile.</param>
internal sealed class InvocationQueue(string name, Func<FunctionSettings> settings, TimeProvider clock)
{
    /// <summary>How many invocations may wait, and with how many bytes; what comes beyond is refused.</summary>
    private const int WaitingMax = 10_000;
    private const long WaitingBytesMax = 256 * 1024 * 1024;

    private readonly Channel<Invocation> _untaken = Channel.CreateUnbounded<Invocation>();
    private readonly ConcurrentDictionary<string, Invocation> _open = new(StringComparer.Ordinal);
    private int _waiting;
    private long _waitingBytes;
    private int _idle;

    public int Waiting => Volatile.Read(ref _waiting);

    public int Running => Math.Max(0, _open.Count - Waiting);

    /// <summary>How many runtimes ask for work just now.</summary>
    public int Idle => Volatile.Read(ref _idle);

    /// <summary>Has an invocation run.</summary>
    /// <param name="cancellationToken">The caller does not want it any more. What waits is dropped; what runs goes on to its end.</param>
    /// <exception cref="FunctionException">Nobody took it in time, or too many wait.</exception>
    public async Task<FunctionResult> RunAsync(FunctionInvocation call, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(call);
        if (!_open.TryAdd(call.RequestId, invocation)) throw FunctionException.TooMany($"The invocation {call.RequestId} of {name} is under way already.");
        try
        {
            await WaitAsync(invocation, cancellationToken);
        }
        catch (Exception)
        {
            _open.TryRemove(call.RequestId, out _);
            throw;
        }
        return await invocation.Ended.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for work, and takes it.</summary>
    /// <param name="late">Told when the invocation has not ended in its time.</param>
    public async Task<Invocation> TakeAsync(Action<Invocation> late, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _idle);
        try
        {
            while (true)
            {
                var invocation = await _untaken.Reader.ReadAsync(cancellationToken);
                var timeout = settings().Timeout;
                var isFirst = invocation.Deadline is null;
                if (!invocation.TryTake(clock.GetUtcNow() + timeout, late)) continue; // given up
                if (isFirst) _ = KeepTimeAsync(invocation, timeout);
                return invocation;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _idle);
        }
    }

    /// <summary>Gives back an invocation that its taker never got.</summary>
    public void Return(Invocation invocation)
    {
        invocation.Return();
        _untaken.Writer.TryWrite(invocation);
    }

    /// <summary>An invocation that has not ended, whether anybody has taken it from this queue or not: after a crash its taker may be one of before.</summary>
    public Invocation? Find(string requestId) => _open.GetValueOrDefault(requestId);

    /// <summary>A runtime could not begin. Where no other is there to take what waits, that fails with it.</summary>
    public void FailWaiting(FunctionResult result)
    {
        if (Idle > 0 || Running > 0) return;
        while (_untaken.Reader.TryRead(out var invocation))
        {
            if (invocation.TryEnd(result)) _open.TryRemove(invocation.Call.RequestId, out _);
        }
    }

    /// <summary>Ends all that has not ended: nobody will run it any more.</summary>
    public void Refuse(FunctionException reason)
    {
        foreach (var invocation in _open.Values) invocation.TryFail(reason);
    }

    private async Task WaitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var bytes = invocation.Call.Payload.Length;
        try
        {
            if (Interlocked.Increment(ref _waiting) > WaitingMax | Interlocked.Add(ref _waitingBytes, bytes) > WaitingBytesMax)
                throw FunctionException.TooMany($"Rate Exceeded: {Waiting} invocations of {name} wait already.");
            _untaken.Writer.TryWrite(invocation);
            await invocation.Taken.WaitAsync(settings().Wait, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            var reason = FunctionException.TooMany(NobodyCame());
            if (invocation.TryGiveUp(reason)) throw reason;
        }
        catch (OperationCanceledException e)
        {
            if (invocation.TryGiveUp(e)) throw;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Add(ref _waitingBytes, -bytes);
        }
    }

    private string NobodyCame() => FormattableString.Invariant(
        $"Rate Exceeded: no runtime of {name} was free to take the invocation within {settings().WaitSeconds} s ({Running} invocations run, {Waiting} wait). Start more runtimes, or let invocations wait longer (waitSeconds).");

    private async Task KeepTimeAsync(Invocation invocation, TimeSpan timeout)
    {
        try
        {
            await invocation.Ended.WaitAsync(timeout, clock);
        }
        catch (TimeoutException)
        {
            invocation.Late!(invocation);
            invocation.TryEnd(FunctionResult.TimedOut(invocation.Call.RequestId, timeout));
        }
        finally
        {
            _open.TryRemove(invocation.Call.RequestId, out _);
        }
    }
}
