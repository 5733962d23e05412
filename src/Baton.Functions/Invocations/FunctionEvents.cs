using System.Collections.Concurrent;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Invocations;

/// <summary>Delivers events: invocations that nobody waits for. Each is stored before it is accepted, and goes when the function has taken it, after a crash too.</summary>
/// <param name="run">Has a function run.</param>
internal sealed partial class FunctionEvents(
    IStore store, Func<StoreChange, Task> commit, Func<FunctionInvocation, CancellationToken, Task<FunctionResult>> run, TimeProvider clock, ILogger<FunctionEvents> logger) : IDisposable
{
    /// <summary>How old an event becomes at most, as published.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(6);

    /// <summary>How long it takes until an event is tried again that the function failed on, as published: two tries more.</summary>
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];

    /// <summary>How long it takes until an event is tried again that no function took.</summary>
    private static readonly TimeSpan RefusedDelay = TimeSpan.FromSeconds(1);

    /// <summary>How many events may be on their way, and with how many bytes: they are in memory.</summary>
    private const int EventsMax = 100_000;
    private const long BytesMax = 256 * 1024 * 1024;
    private const int PageLength = 100;

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, FunctionEventRow> _open = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Takes up what the last run of the server left.</summary>
    public async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        for (var after = ""; ;)
        {
            var rows = await store.ListFunctionEventsAsync(after, PageLength, cancellationToken);
            foreach (var row in rows) Begin(row);
            if (rows.Count < PageLength) return;
            after = rows[^1].RequestId;
        }
    }

    /// <summary>Accepts an event; one with this id that is on its way already is the same.</summary>
    /// <exception cref="FunctionException">Too many are on their way.</exception>
    public async Task AcceptAsync(FunctionInvocation invocation)
    {
        if (_open.Count >= EventsMax || Interlocked.Read(ref _bytes) + invocation.Payload.Length > BytesMax)
            throw FunctionException.TooMany($"Rate Exceeded: {_open.Count} events wait for their functions.");
        var row = new FunctionEventRow(invocation.RequestId, invocation.Function.Arn, invocation.ClientContext, invocation.Payload, StoreTime.Stored(clock.GetUtcNow()));
        await commit(new StoreChange.PutFunctionEvent(row));
        Begin(row);
    }

    /// <summary>Stops delivering; what is not delivered stays stored.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private void Begin(FunctionEventRow row)
    {
        if (!_open.TryAdd(row.RequestId, row)) return;
        Interlocked.Add(ref _bytes, row.Payload.Length);
        _ = DeliverAsync(row, _stopping.Token);
    }

    private async Task DeliverAsync(FunctionEventRow row, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await TryAsync(row, cancellationToken);
            await commit(new StoreChange.RemoveFunctionEvent(row.RequestId));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the next start takes it up
        }
        catch (Exception e)
        {
            DeliveryFailed(logger, row.RequestId, row.FunctionArn, e);
        }
        finally
        {
            _open.TryRemove(row.RequestId, out _);
            Interlocked.Add(ref _bytes, -row.Payload.Length);
        }
    }

    /// <summary>Tries until the function has taken it, or it is given up.</summary>
    private async Task TryAsync(FunctionEventRow row, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            string why;
            TimeSpan delay;
            try
            {
                var result = await run(Invocation(row), cancellationToken);
                if (result.Error is null) return;
                why = System.Text.Encoding.UTF8.GetString(result.Payload.Span[..Math.Min(result.Payload.Length, 1024)]);
                delay = failures < RetryDelays.Length ? RetryDelays[failures] : TimeSpan.MaxValue;
                failures++;
            }
            catch (FunctionException e)
            {
                (why, delay) = (e.Message, e.StatusCode == 404 ? TimeSpan.MaxValue : RefusedDelay);
            }
            if (delay == TimeSpan.MaxValue || clock.GetUtcNow() + delay - row.CreatedAt > AgeMax)
            {
                GivenUp(logger, row.RequestId, row.FunctionArn, why);
                return;
            }
            await Task.Delay(delay, clock, cancellationToken);
        }
    }

    private static FunctionInvocation Invocation(FunctionEventRow row) => new()
    {
        Function = FunctionName.Parse(row.FunctionArn, "")!,
        RequestId = row.RequestId,
        Payload = row.Payload,
        ClientContext = row.ClientContext,
    };

    [LoggerMessage(EventId = 9103, Level = LogLevel.Warning, Message = "The event {RequestId} of {Function} is given up: {Why}")]
    private static partial void GivenUp(ILogger logger, string requestId, string function, string why);

    [LoggerMessage(EventId = 9104, Level = LogLevel.Error, Message = "The event {RequestId} of {Function} could not be delivered; the next start of the server tries again.")]
    private static partial void DeliveryFailed(ILogger logger, string requestId, string function, Exception exception);
}
