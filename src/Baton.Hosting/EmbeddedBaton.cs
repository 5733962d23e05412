using Baton.Client;
using Baton.Server;
using Baton.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Hosting;

/// <summary>
/// The Baton of an application: opened before the application's other services start, and closed when they have stopped. It deploys the
/// application's state machines, and does its activities.
/// </summary>
internal sealed partial class EmbeddedBaton(
    BatonBuilder options, IConfiguration configuration, IHostEnvironment environment, IHostApplicationLifetime lifetime, IServiceScopeFactory scopes, IServiceProvider services, ILoggerFactory loggers)
    : IHostedLifecycleService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<EmbeddedBaton>();
    private IStore? _store;
    private BatonService? _service;
    private LocalWorker? _worker;

    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public BatonService Service => _service ?? throw new InvalidOperationException("Baton does not run: it starts with the application's host (app.Run, app.StartAsync), and stops with it.");

    /// <summary>Opens the store, takes up what the last run left, deploys, and takes tasks.</summary>
    /// <exception cref="StoreOpenException">The store cannot be opened, or a setting is not what it must be.</exception>
    /// <exception cref="StepFunctionsException">A state machine cannot be deployed.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var activities = options.Worker.Activities.ToDictionary(activity => options.ActivityArn(activity.NameOrArn), StringComparer.Ordinal);
        var settings = new ServiceOptions
        {
            DataFolder = Path.Combine(environment.ContentRootPath, options.DataFolder),
            PostgresConnectionString = options.PostgresConnectionString,
            LocalActivities = activities.Keys.ToHashSet(StringComparer.Ordinal),
        };
        _store = await StoreSettings.OpenAsync(settings, configuration, cancellationToken);
        _service = new BatonService(_store, settings, configuration, loggers, lifetime.ApplicationStopping);
        _service.Runtime.Committer.Broken += error =>
        {
            Environment.ExitCode = ServerProcess.ExitStoreBroken;
            Broken(_logger, error);
            lifetime.StopApplication();
        };
        await _service.StartAsync(cancellationToken);
        if (_service.WhyPaused is { } paused)
        {
            Paused(_logger, paused);
            return;
        }
        using var client = InProcessHandler.ClientOf(this, options.Region);
        foreach (var arn in activities.Keys)
        {
            var created = await client.CreateActivityAsync(new() { Name = arn[(arn.LastIndexOf(':') + 1)..] }, cancellationToken);
            if (created.ActivityArn != arn) throw new InvalidOperationException($"The activity '{arn}' is not one of this application, whose activities are like '{created.ActivityArn}'.");
        }
        foreach (var machine in options.Machines) await DeployAsync(client, machine, cancellationToken);
        _worker = new LocalWorker(_service.Runtime, activities, options.WorkerOptions, scopes, loggers);
        _worker.Start();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins to run functions, when the application listens.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => Service.ListenAsync(BatonEndpoint.AddressIn(services));

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _worker?.TakeNoMore();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets activities come to their end, then drains and closes.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_worker is not null) await _worker.StopAsync(cancellationToken);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null) await _worker.StopAsync(new CancellationToken(canceled: true));
        _worker?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
        (_worker, _service, _store) = (null, null, null);
    }

    /// <summary>Creates a machine, or updates it where it is not as it should be.</summary>
    private async Task DeployAsync(StepFunctionsClient client, CreateStateMachineRequest machine, CancellationToken cancellationToken)
    {
        var arn = options.StateMachineArn(machine.Name);
        try
        {
            var known = await client.DescribeStateMachineAsync(new() { StateMachineArn = arn }, cancellationToken);
            if (machine.Type is { } type && type != known.Type) throw new InvalidOperationException($"The state machine '{machine.Name}' is deployed as {known.Type}, and a machine keeps its type: give the {type} one another name.");
            if (known.Definition == machine.Definition) return;
            await client.UpdateStateMachineAsync(new() { StateMachineArn = arn, Definition = machine.Definition }, cancellationToken);
            Updated(_logger, machine.Name);
        }
        catch (StepFunctionsException e) when (e.Code == StepFunctionsErrors.StateMachineDoesNotExist)
        {
            await client.CreateStateMachineAsync(machine, cancellationToken);
            Created(_logger, machine.Name);
        }
    }

    [LoggerMessage(EventId = 9301, Level = LogLevel.Information, Message = "Created the state machine '{Name}'.")]
    private static partial void Created(ILogger logger, string name);

    [LoggerMessage(EventId = 9302, Level = LogLevel.Information, Message = "Updated the state machine '{Name}'; executions that run keep the definition they began with.")]
    private static partial void Updated(ILogger logger, string name);

    [LoggerMessage(EventId = 9303, Level = LogLevel.Warning, Message = "State machines are not deployed and activities not taken until the application is started again after that. {Reason}")]
    private static partial void Paused(ILogger logger, string reason);

    [LoggerMessage(EventId = 9304, Level = LogLevel.Critical, Message = "The store failed; the application stops, and goes on where it was after its next start.")]
    private static partial void Broken(ILogger logger, Exception exception);
}
