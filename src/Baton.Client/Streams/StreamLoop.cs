using Baton.Client.Transport;

namespace Baton.Client.Streams;

/// <summary>Keeps a user of the worker stream connected: whenever a connection breaks, another one is made.</summary>
/// <param name="client">Knows where the service is.</param>
/// <param name="user">Hears what comes.</param>
/// <param name="time">Tells how long to wait between connections.</param>
/// <param name="delayMax">The longest wait.</param>
internal sealed class StreamLoop(StepFunctionsClient client, IStreamUser user, TimeProvider time, TimeSpan delayMax)
{
    private readonly RetryRule _delays = new(0, TimeSpan.FromMilliseconds(100), delayMax);

    /// <summary>Connects, and connects again, until cancelled or until <paramref name="mayConnect"/> says no.</summary>
    /// <returns>Whether the service has the stream; if not, there is nothing more to do.</returns>
    public async Task<bool> RunAsync(Func<bool> mayConnect, CancellationToken cancellationToken)
    {
        var hadStream = false;
        for (var failures = 0; mayConnect() && !cancellationToken.IsCancellationRequested;)
        {
            Exception? reason = null;
            var connectedAt = time.GetTimestamp();
            try
            {
                if (await client.OpenStreamAsync(cancellationToken) is not { } stream)
                {
                    if (!hadStream) return false;
                    throw new IOException("The service does not offer its worker stream any more.");
                }
                hadStream = true;
                await using var connection = new StreamConnection(stream, time);
                user.Connected(connection);
                await connection.ReadAsync(user, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                reason = e; // the service is away, or the keys are not there: both come back
            }
            user.Disconnected(reason);
            failures = reason is null && time.GetElapsedTime(connectedAt) > delayMax ? 1 : failures + 1;
            await DelayAsync(_delays.DelayAfter(failures), cancellationToken);
        }
        return true;
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // there is no next connection
        }
    }
}
