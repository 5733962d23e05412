using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Tasks;

/// <summary>Does again what an outage of the store has prevented, until it is done or the server stops.</summary>
internal sealed partial class Persistence(TimeProvider clock, ILogger logger, CancellationToken stopping)
{
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(30);

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this first.</summary>
    public Func<long, int, ExecutionCommand, IReadOnlyList<StoreChange>, Task<Decision>> Send { get; set; } = (_, _, _, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Sends a command until it is decided.</summary>
    /// <param name="alongside">What is stored in the same commit where the command is accepted.</param>
    /// <param name="unwanted">Cancelled when nobody needs the decision any more.</param>
    /// <returns>The decision; null where there is none because the server stops, the execution was set aside or nobody wants it.</returns>
    public Task<Decision?> SendAsync(long number, int partition, ExecutionCommand command, IReadOnlyList<StoreChange> alongside, CancellationToken unwanted) =>
        UntilDoneAsync<Decision>(() => Send(number, partition, command, alongside), $"{command.GetType().Name} for execution {number}", unwanted);

    /// <inheritdoc cref="SendAsync(long, int, ExecutionCommand, IReadOnlyList{StoreChange}, CancellationToken)"/>
    public Task<Decision?> SendAsync(long number, int partition, ExecutionCommand command, CancellationToken unwanted) => SendAsync(number, partition, command, [], unwanted);

    /// <returns>What came of it; null where nothing did.</returns>
    public async Task<T?> UntilDoneAsync<T>(Func<Task<T>> work, string what, CancellationToken unwanted)
        where T : class
    {
        for (var delay = RetryDelayMin; !stopping.IsCancellationRequested && !unwanted.IsCancellationRequested; delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (e is RuntimeStoppedException or ExecutionFaultedException)
            {
                return null; // still owed: the next start does it
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                if (delay == RetryDelayMin) Delayed(logger, what, e);
            }
            await clock.DelayAsync(delay, stopping);
        }
        return null;
    }

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "{What} could not be read or stored; it is tried again until it is.")]
    private static partial void Delayed(ILogger logger, string what, Exception exception);
}
