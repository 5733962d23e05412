using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Baton.Api;
using Baton.Api.Streams;
using Baton.Functions;
using Baton.Functions.Api;
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
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Baton.Server;

/// <summary>The server from start to stop: opens the store, runs the runtime, serves the API, drains on SIGTERM.</summary>
public static class ServerProcess
{
    /// <summary>The exit code after the store failed in a way that only a new start can settle.</summary>
    public const int ExitStoreBroken = 70;

    /// <summary>The exit code for a server that cannot start as it is told to.</summary>
    public const int ExitCannotStart = 2;

    /// <summary>How long requests may take to end when the server stops.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>How many worker streams there may be at once.</summary>
    private const int WorkerStreamsMax = 1_000;

    /// <summary>How long connecting to a service may take.</summary>
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is told to stop. The address is printed to <paramref name="output"/> when the server is ready.</summary>
    /// <returns>The exit code: 0 after a clean stop.</returns>
    public static async Task<int> RunAsync(ServerOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (!IPAddress.IsLoopback(options.Address))
        {
            await errors.WriteLineAsync($"Baton does not listen on {options.Address}: requests are not authenticated yet, so only loopback addresses are allowed (127.0.0.1, ::1).");
            return ExitCannotStart;
        }
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            await using var store = await StoreSettings.OpenAsync(options, configuration, cancellationToken);
            return await ServeAsync(options, store, output, cancellationToken);
        }
        catch (Exception e) when (e is StoreOpenException or IOException or SocketException)
        {
            await errors.WriteLineAsync(e.InnerException is AddressInUseException
                ? $"Port {options.Port} of {options.Address} is in use by another program. Stop that one, or choose another port (0 takes a free one)."
                : e.Message);
            return ExitCannotStart;
        }
    }

    private static async Task<int> ServeAsync(ServerOptions options, IStore store, TextWriter output, CancellationToken cancellationToken)
    {
        var exitCode = 0;
        await using var app = Build(options);
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var integrations = IntegrationSettings.Read(app.Configuration);
        using var buckets = new BucketCatalog(BucketConfiguration.Read(app.Configuration, integrations));
        await using var log = new ExecutionLogFiles(Logs(options, app.Configuration), options.Clock, loggers.CreateLogger<ExecutionLogFiles>());
        using var export = ExecutionLogExport.Create(app.Configuration, options.Clock, loggers.CreateLogger<ExportFailures>());
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = ConnectTime }) { Timeout = Timeout.InfiniteTimeSpan };
        var outgoing = OutgoingSettings.Read(app.Configuration);
        using var gate = new OutgoingGate(outgoing);
        var runtimeOptions = new RuntimeOptions { Limits = LimitSettings.Read(app.Configuration), Secrets = SecretSettings.Read(app.Configuration, options.DataFolder) };
        await using var functions = new FunctionService(store, FunctionConfiguration.Read(app, options, integrations), http, options.Clock, loggers);
        await using var runtime = new WorkflowRuntime(
            store, RetentionSettings.ReadInto(runtimeOptions, app.Configuration),
            [new LambdaIntegration(http, integrations, options.Clock, functions)], options.Clock, loggers, export is null ? log : new ExecutionLogs(log, export),
            new MapRunItemAccess(new S3ItemReader(buckets, new()), new S3ResultWriter(buckets)));
        using var stopping = app.Lifetime.ApplicationStopping.Register(runtime.Express.BeginStop);
        using var stoppingEvents = app.Lifetime.ApplicationStopping.Register(functions.BeginStop);
        runtime.Committer.Broken += _ =>
        {
            exitCode = ExitStoreBroken;
            app.Lifetime.StopApplication();
        };

        var endpoint = new StepFunctionsEndpoint(runtime, options.Clock, loggers.CreateLogger<StepFunctionsEndpoint>(), app.Lifetime.ApplicationStopping);
        var streams = new WorkerStreamEndpoint(runtime, endpoint, options.Clock, loggers.CreateLogger<WorkerStreamEndpoint>(), app.Lifetime.ApplicationStopping);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        var peopleOptions = PeopleSettings.Read(app.Configuration, options.DataFolder, () => addresses.Addresses.First());
        var people = await PeopleServices.OpenAsync(
            runtime, peopleOptions, peopleOptions.Smtp is { } smtp ? new SmtpTransport(smtp) : null, new WebhookTransport(gate.SendAsync), new Checklists(endpoint, options.Clock).ReadAsync, () => endpoint.WhyReadOnly, options.Clock, loggers, cancellationToken);
        runtime.Integrations.Add(new NestedExecutions(new InProcessApi(endpoint), runtime.Endings, integrations, options.Clock));
        runtime.Integrations.Add(new HttpIntegration(gate, runtime.Connections, runtimeOptions.Limits.PayloadBytesMax, options.Clock));
        runtime.Integrations.Add(new AwsIntegration(http, integrations, options.Clock)); // the last: an endpoint for Step Functions itself leads here
        app.Use(LoopbackHosts.CheckAsync);
        using var pausing = new Pausing(runtime, endpoint, functions.DeliverEventsAsync, loggers.CreateLogger<Pausing>());
        var maintenance = new MaintenanceEndpoint(runtime, pausing, options, loggers.CreateLogger<MaintenanceEndpoint>(), app.Lifetime.ApplicationStopping);
        maintenance.CleanUp();
        var lambda = new LambdaEndpoint(functions, loggers.CreateLogger<LambdaEndpoint>());
        var management = new FunctionsEndpoint(functions);
        app.Run(http => RouteFunctions(http, lambda, management) ?? people.TryHandle(http) ?? RouteAsync(http, endpoint, streams, maintenance, runtime, pausing));

        await functions.LoadAsync(runtime.Committer, cancellationToken);
        await pausing.StartAsync(app.Configuration);
        await app.StartAsync(cancellationToken);
        await functions.StartAsync();
        var address = addresses.Addresses.First();
        outgoing.OwnPort = new Uri(address).Port;
        await output.WriteLineAsync($"Baton listens on {address}");
        await output.WriteLineAsync($"Data: {store.Status.Description}");
        if (pausing.IsPaused) await output.WriteLineAsync(Pausing.Advice);
        await output.FlushAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return exitCode;
    }

    private static Task? RouteFunctions(HttpContext http, LambdaEndpoint lambda, FunctionsEndpoint management) =>
        http.Request.Path.StartsWithSegments(LambdaEndpoint.Path, StringComparison.Ordinal) ? lambda.HandleAsync(http)
        : http.Request.Path.StartsWithSegments(FunctionsEndpoint.Path, StringComparison.Ordinal) ? management.HandleAsync(http)
        : null;

    /// <summary>Three places to go to; a router for them would cost more at the start than everything else here.</summary>
    private static Task RouteAsync(
        HttpContext http, StepFunctionsEndpoint endpoint, WorkerStreamEndpoint streams, MaintenanceEndpoint maintenance, WorkflowRuntime runtime, Pausing pausing)
    {
        if (http.Request.Path.StartsWithSegments(MaintenanceEndpoint.Path, StringComparison.Ordinal)) return maintenance.HandleAsync(http);
        switch (http.Request.Path.Value, http.Request.Method)
        {
            case ("/", "POST"):
                return endpoint.HandleAsync(http);
            case (WorkerStreamEndpoint.Path, "GET"):
                return streams.HandleAsync(http);
            case ("/health", "GET"):
                return HealthEndpoint.HandleAsync(http, runtime.Committer, pausing);
            case ("/" or WorkerStreamEndpoint.Path or "/health", _):
                var allowed = http.Request.Path == "/" ? "POST" : "GET";
                http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                http.Response.Headers.Allow = allowed;
                return http.Response.WriteAsync($"{http.Request.Path} takes {allowed}.\n");
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return http.Response.WriteAsync("Nothing is here. The API is POST /, health is GET /health.\n");
        }
    }

    /// <summary>
    /// Builds on nothing: the usual builders read and watch an appsettings.json wherever the process was started, and what it or the
    /// environment says under "Kestrel" would open ports that this server refuses to open.
    /// </summary>
    private static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // a start that fails is told in one sentence
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = WorkerStreamsMax;
            kestrel.Limits.MaxRequestBodySize = StepFunctionsEndpoint.BodyBytesMax;
            kestrel.Listen(options.Address, options.Port);
        });
        return builder.Build();
    }

    private static ExecutionLogOptions Logs(ServerOptions options, IConfiguration configuration)
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
