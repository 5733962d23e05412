using Baton.Client.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a worker into a host.</summary>
public static class BatonWorkerServiceCollectionExtensions
{
    /// <summary>Adds a worker that lives as long as the host. Called again, it adds another.</summary>
    public static BatonWorkerBuilder AddBatonWorker(this IServiceCollection services, Action<BatonWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new BatonWorkerOptions();
        configure?.Invoke(options);
        Check(options);
        var builder = new BatonWorkerBuilder(options);
        services.AddSingleton<IHostedService>(provider => new WorkerService(
            options, builder.Activities, provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<ILogger<WorkerService>>()));
        return builder;
    }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal static void Check(BatonWorkerOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.WorkerName, nameof(options.WorkerName));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.WorkerName.Length, 80, nameof(options.WorkerName));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Pollers, 1, nameof(options.Pollers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Pollers, 1_000, nameof(options.Pollers));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.HeartbeatInterval, TimeSpan.Zero, nameof(options.HeartbeatInterval));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShutdownGrace, TimeSpan.Zero, nameof(options.ShutdownGrace));
    }
}
