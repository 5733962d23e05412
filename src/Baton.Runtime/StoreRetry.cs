namespace Baton.Runtime;

/// <summary>Does or reads something again and again until the store allows it.</summary>
internal static class StoreRetry
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">The server stops.</exception>
    public static async Task<T> UntilStoredAsync<T>(this TimeProvider clock, Func<Task<T>> work, CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                return await work();
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                await clock.DelayAsync(Delay, stoppingToken);
            }
        }
    }

    /// <inheritdoc cref="UntilStoredAsync{T}(TimeProvider, Func{Task{T}}, CancellationToken)"/>
    public static Task UntilStoredAsync(this TimeProvider clock, Func<Task> work, CancellationToken stoppingToken) => clock.UntilStoredAsync(
        async () =>
        {
            await work();
            return true;
        },
        stoppingToken);
}
