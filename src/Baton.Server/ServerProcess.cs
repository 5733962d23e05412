using System.Net;
using System.Net.Sockets;
using Baton.Api;
using Baton.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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
        await using var service = new BatonService(store, options with { Rush = new CollectorPause() }, app.Configuration, app.Services.GetRequiredService<ILoggerFactory>(), app.Lifetime.ApplicationStopping);
        service.Runtime.Committer.Broken += _ =>
        {
            exitCode = ExitStoreBroken;
            app.Lifetime.StopApplication();
        };
        app.Use(LoopbackHosts.CheckAsync);
        app.Run(service.HandleAsync);

        await service.StartAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await service.ListenAsync(address);
        await output.WriteLineAsync($"Baton listens on {address}");
        await output.WriteLineAsync($"Data: {store.Status.Description}");
        if (service.WhyPaused is { } paused) await output.WriteLineAsync(paused);
        await output.FlushAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return exitCode;
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
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true); // no request blocks its thread, and each saves two hops: a seventh of throughput
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = WorkerStreamsMax;
            kestrel.Limits.MaxRequestBodySize = StepFunctionsEndpoint.BodyBytesMax;
            kestrel.Listen(options.Address, options.Port);
        });
        return builder.Build();
    }
}
