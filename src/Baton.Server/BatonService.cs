using System.Globalization;
using Baton.Api;
using Baton.Api.Streams;
using Baton.WebConsole;
using Baton.Functions;
using Baton.Functions.Api;
using Baton.Integrations;
using Baton.Integrations.Aws;
using Baton.Integrations.Http;
using Baton.Integrations.Lambda;
using Baton.Integrations.Nested;
using Baton.Integrations.Outgoing;
using Baton.Integrations.S3.Buckets;
using Baton.Integrations.S3.Items;
using Baton.Integrations.S3.Results;
using Baton.People;
using Baton.People.Messages;
using Baton.Runtime;
using Baton.Runtime.MapRuns;
using Baton.Server.Logs;
using Baton.Server.Maintenance;
using Baton.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Baton.Server;

/// <summary>
/// The whole service on an open store, without a process or a port of its own: the runtime, what tasks can call, the logs, the API. Whoever
/// has it starts it, hands it requests, and disposes of it to drain; the store stays open.
/// </summary>
public sealed class BatonService : IAsyncDisposable
{
    /// <summary>How long connecting to a service may take.</summary>
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);

    private readonly ServiceOptions _options;
    private readonly IConfiguration _configuration;
    private readonly ILoggerFactory _loggers;
    private readonly IntegrationOptions _integrations;
    private readonly BucketCatalog _buckets;
    private readonly ExecutionLogFiles _log;
    private readonly ExecutionLogExport? _export;
    private readonly HttpClient _http;
    private readonly OutgoingOptions _outgoing;
    private readonly OutgoingGate _gate;
    private readonly FunctionService _functions;
    private readonly LambdaEndpoint _lambda;
    private readonly FunctionsEndpoint _management;
    private readonly WorkerStreamEndpoint _streams;
    private readonly Pausing _pausing;
    private readonly MaintenanceEndpoint _maintenance;
    private readonly ConsoleEndpoint _console;
    private readonly CancellationTokenRegistration _whenStopping;
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PeopleServices? _people;

    /// <param name="store">Everything durable.</param>
    /// <param name="options">Where its files are.</param>
    /// <param name="configuration">Everything else, below <c>Baton</c>.</param>
    /// <param name="loggers">Where it says what happens to it.</param>
    /// <param name="stopping">Cancelled when the service begins to stop: what waits for something is answered.</param>
    /// <exception cref="StoreOpenException">A setting is not what it must be; the message names it.</exception>
    public BatonService(IStore store, ServiceOptions options, IConfiguration configuration, ILoggerFactory loggers, CancellationToken stopping)
    {
        (_options, _configuration, _loggers) = (options, configuration, loggers);
        var clock = options.Clock;
        _integrations = IntegrationSettings.Read(configuration);
        var secrets = SecretSettings.Read(configuration, options.DataFolder);
        var runtimeOptions = new RuntimeOptions
        {
            Limits = LimitSettings.Read(configuration),
            Secrets = secrets,
            LocalActivities = options.LocalActivities,
            Rush = options.Rush,
        };
        _buckets = new BucketCatalog(BucketConfiguration.Read(configuration, _integrations));
        _log = new ExecutionLogFiles(Logs(options, configuration), clock, loggers.CreateLogger<ExecutionLogFiles>());
        _export = ExecutionLogExport.Create(configuration, clock, loggers.CreateLogger<ExportFailures>());
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = ConnectTime }) { Timeout = Timeout.InfiniteTimeSpan };
        _outgoing = OutgoingSettings.Read(configuration);
        _gate = new OutgoingGate(_outgoing);
        _functions = new FunctionService(store, FunctionConfiguration.Read(configuration, options, _integrations, secrets, _gate, () => _address.Task.IsCompletedSuccessfully ? _address.Task.Result : ""), _http, clock, loggers);
        Runtime = new WorkflowRuntime(
            store, RetentionSettings.ReadInto(runtimeOptions, configuration), [new LambdaIntegration(_http, _integrations, clock, _functions)], clock, loggers,
            _export is null ? _log : new ExecutionLogs(_log, _export), new MapRunItemAccess(new S3ItemReader(_buckets, new()), new S3ResultWriter(_buckets)));
        _whenStopping = stopping.Register(() =>
        {
            _functions.BeginStop();
            Runtime.Express.BeginStop();
        });
        Endpoint = new StepFunctionsEndpoint(Runtime, clock, loggers.CreateLogger<StepFunctionsEndpoint>(), stopping);
        _streams = new WorkerStreamEndpoint(Runtime, Endpoint, clock, loggers.CreateLogger<WorkerStreamEndpoint>(), stopping);
        Runtime.Integrations.Add(new NestedExecutions(new InProcessApi(Endpoint), Runtime.Endings, _integrations, clock));
        Runtime.Integrations.Add(new HttpIntegration(_gate, Runtime.Connections, runtimeOptions.Limits.PayloadBytesMax, clock));
        _lambda = new LambdaEndpoint(_functions, loggers.CreateLogger<LambdaEndpoint>());
        _management = new FunctionsEndpoint(_functions);
        _pausing = new Pausing(Runtime, Endpoint, _functions.DeliverEventsAsync, loggers.CreateLogger<Pausing>());
        _maintenance = new MaintenanceEndpoint(Runtime, _pausing, options, new EffectiveSettings(configuration, options, store.Status.Description), loggers.CreateLogger<MaintenanceEndpoint>(), stopping);
        _console = new ConsoleEndpoint(Runtime, Endpoint, clock, loggers, stopping);
    }

    /// <summary>What decides and remembers. One that does tasks joins its integrations before <see cref="StartAsync"/>.</summary>
    public WorkflowRuntime Runtime { get; }

    /// <summary>The AWS API.</summary>
    public StepFunctionsEndpoint Endpoint { get; }

    /// <summary>What people are told while nothing is started or dispatched; null while the service works.</summary>
    public string? WhyPaused => _pausing.IsPaused ? Pausing.Advice : null;

    /// <summary>Takes up what the last run left, and begins to take commands; a store that is paused stays so.</summary>
    /// <exception cref="StoreOpenException">A setting is not what it must be.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _maintenance.CleanUp();
        _people = await OpenPeopleAsync(cancellationToken);
        Runtime.Integrations.Add(new AwsIntegration(_http, _integrations, _options.Clock)); // the last: an endpoint for Step Functions itself leads here
        await _functions.LoadAsync(Runtime.Committer, cancellationToken);
        await _pausing.StartAsync(_configuration);
    }

    /// <summary>Begins to run functions, now that requests come in.</summary>
    /// <param name="address">Where the service is reached, like <c>http://127.0.0.1:7070</c>; null for nowhere.</param>
    public Task ListenAsync(string? address)
    {
        if (address is null)
        {
            _address.SetException(new InvalidOperationException("This Baton is reached at no address: say in Baton:People:PublicUrl where links to it lead."));
        }
        else
        {
            _outgoing.OwnPort = new Uri(address).Port;
            _address.SetResult(address);
        }
        return _functions.StartAsync();
    }

    /// <summary>Answers a request by its path. A router for so few places would cost more at the start than everything else here.</summary>
    public Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(MaintenanceEndpoint.Path, StringComparison.Ordinal)) return _maintenance.HandleAsync(http);
        if (http.Request.Path.StartsWithSegments(LambdaEndpoint.Path, StringComparison.Ordinal)) return _lambda.HandleAsync(http);
        if (http.Request.Path.StartsWithSegments(FunctionsEndpoint.Path, StringComparison.Ordinal)) return _management.HandleAsync(http);
        if (_people?.TryHandle(http) is { } handled) return handled;
        if (http.Request.Path.StartsWithSegments(ConsoleEndpoint.Path, StringComparison.Ordinal)) return ConsoleAsync(http);
        switch (http.Request.Path.Value, http.Request.Method)
        {
            case ("/", "GET" or "HEAD"):
                ConsoleEndpoint.Redirect(http);
                return Task.CompletedTask;
            case ("/", "POST"):
                return Endpoint.HandleAsync(http);
            case (WorkerStreamEndpoint.Path, "GET"):
                return _streams.HandleAsync(http);
            case ("/health", "GET"):
                return HealthEndpoint.HandleAsync(http, Runtime.Committer, _pausing);
            case ("/" or WorkerStreamEndpoint.Path or "/health", _):
                var allowed = http.Request.Path == "/" ? "GET, POST" : "GET";
                http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                http.Response.Headers.Allow = allowed;
                return http.Response.WriteAsync($"{http.Request.Path} takes {allowed}.\n");
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return http.Response.WriteAsync("Nothing is here. The API is POST /, the console is GET /console/, health is GET /health.\n");
        }
    }

    private Task ConsoleAsync(HttpContext http) =>
        http.Request.Path.StartsWithSegments(ConsoleEndpoint.ApiPath, StringComparison.Ordinal) && WebPages.HasSent(http.Request) ? WebPages.RefuseAsync(http) : _console.HandleAsync(http);

    /// <summary>Drains: what was asked is decided and written, what was begun outside is given up and owed.</summary>
    public async ValueTask DisposeAsync()
    {
        _pausing.Dispose();
        await _whenStopping.DisposeAsync();
        await Runtime.DisposeAsync();
        await _functions.DisposeAsync();
        _gate.Dispose();
        _http.Dispose();
        _export?.Dispose();
        await _log.DisposeAsync();
        _buckets.Dispose();
    }

    private Task<PeopleServices> OpenPeopleAsync(CancellationToken cancellationToken)
    {
        var options = PeopleSettings.Read(_configuration, _options.DataFolder, _address.Task);
        return PeopleServices.OpenAsync(
            Runtime, options, options.Smtp is { } smtp ? new SmtpTransport(smtp) : null, new WebhookTransport(_gate.SendAsync, options.WebhookKey, _options.Clock), new Checklists(Endpoint, _options.Clock).ReadAsync,
            () => Endpoint.WhyReadOnly, _options.Clock, _loggers, cancellationToken);
    }

    private static ExecutionLogOptions Logs(ServiceOptions options, IConfiguration configuration)
    {
        var logs = new ExecutionLogOptions(configuration["Baton:Logs:Folder"] ?? Path.Combine(options.DataFolder, "logs"));
        if (configuration["Baton:Logs:FileBytesMax"] is not { } text) return logs;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes < ExecutionLogOptions.FileBytesMin)
        {
            throw new StoreOpenException($"Baton:Logs:FileBytesMax is '{text}'; expected a number of bytes from {ExecutionLogOptions.FileBytesMin} on.");
        }
        return logs with { FileBytesMax = bytes };
    }
}
