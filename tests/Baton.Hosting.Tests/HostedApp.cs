using Baton.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baton.Hosting.Tests;

/// <summary>An ASP.NET application on a free port, with a Baton in it.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostedApp(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public ExecutionClient Executions => _app.Services.GetRequiredService<ExecutionClient>();

    public StepFunctionsClient Api => _app.Services.GetRequiredService<StepFunctionsClient>();

    public Uri Address => new(_app.Urls.Single());

    /// <param name="folder">The data folder; ignored where a database is configured.</param>
    /// <param name="configure">Says what the Baton has.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="map">Maps endpoints; the API at its own path unless given.</param>
    public static async Task<HostedApp> StartAsync(string folder, Action<BatonBuilder>? configure = null, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services?.Invoke(builder.Services);
        builder.AddBaton(baton => configure?.Invoke(baton.UseSqlite(folder)));
        var app = builder.Build();
        if (map is null) app.MapBaton();
        else map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new HostedApp(app);
    }

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
