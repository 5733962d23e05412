using Baton.Api;
using Baton.Runtime;
using Baton.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Maintenance;

/// <summary>
/// Whether the server only shows what is stored: after a restore it dispatches nothing and fires no timer until somebody has looked and says to go on,
/// because what the backup does not know of may have happened since.
/// </summary>
/// <param name="deliverEvents">Takes up the events that functions owe.</param>
internal sealed partial class Pausing(WorkflowRuntime runtime, StepFunctionsEndpoint endpoint, Func<Task> deliverEvents, ILogger<Pausing> logger) : IDisposable
{
    /// <summary>What is told to everybody who asks.</summary>
    public const string Advice = "The server is paused: nothing is started or dispatched and no timer fires. 'baton resume' goes on.";

    private readonly SemaphoreSlim _changing = new(1);

    public bool IsPaused => endpoint.WhyReadOnly is not null;

    /// <summary>Starts the runtime, or only as much of it as a paused server needs. <c>Baton:Paused</c> has the last word, and is kept.</summary>
    /// <exception cref="StoreOpenException">The setting is not what it has to be.</exception>
    public async Task StartAsync(IConfiguration configuration)
    {
        bool? wanted = configuration["Baton:Paused"] switch
        {
            null or "" => null,
            var text => bool.TryParse(text, out var isTrue) ? isTrue : throw new StoreOpenException($"Baton:Paused is '{text}'; expected true or false."),
        };
        var isPaused = wanted ?? runtime.Store.Status.IsPaused;
        if (isPaused != runtime.Store.Status.IsPaused) await runtime.Committer.CommitAsync(new StoreChange.SetPaused(isPaused));
        if (isPaused)
        {
            endpoint.WhyReadOnly = Advice;
            runtime.StartPaused();
            IsPausedNow(logger);
        }
        else
        {
            runtime.Start();
            await deliverEvents();
        }
    }

    /// <summary>Goes on, and keeps that in the store. Asked for again, it does nothing.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (!IsPaused) return;
            await runtime.Committer.CommitAsync(new StoreChange.SetPaused(false));
            runtime.Start();
            await deliverEvents();
            endpoint.WhyReadOnly = null;
            Resumed(logger);
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    [LoggerMessage(EventId = 5201, Level = LogLevel.Warning, Message = Advice)]
    private static partial void IsPausedNow(ILogger logger);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Information, Message = "The server was told to go on: timers fire and work is dispatched.")]
    private static partial void Resumed(ILogger logger);
}
