using Baton.Client.Definitions;
using Baton.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Baton.Load;

/// <summary>An application with Baton.Hosting, as its users write it: typed activities in the process, callers who await typed outputs.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly IHost _host;
    private readonly ExecutionClient _executions;

    private HostedApp(DataFolder folder, IHost host)
    {
        _folder = folder;
        _host = host;
        _executions = host.Services.GetRequiredService<ExecutionClient>();
    }

    /// <param name="options">Where data goes.</param>
    /// <param name="tasks">How many tasks of each activity are done at once.</param>
    public static async Task<HostedApp> StartAsync(LoadOptions options, int tasks)
    {
        var folder = new DataFolder(options);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddBaton(baton =>
        {
            baton.UseSqlite(folder.Path);
            string[] names = ["step1", "step2", "step3"];
            foreach (var name in names) baton.AddActivity<Order, Order>(name, (order, _) => Task.FromResult(order), activity => activity.Pollers = tasks);
            baton.AddStateMachine("chain3", Definition.Parse(Definitions.Chain([.. names.Select(name => Resource.Activity(name).Arn)])));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new HostedApp(folder, host);
    }

    /// <summary>A caller whose workflows carry a number, and who checks their results.</summary>
    public Func<ValueTask> Caller(int number)
    {
        var order = new Order($"order-{number:000000000000}", "ok", 1234.5m, new string('x', 40));
        return async () =>
        {
            var found = await _executions.RunAsync<Order>("chain3", order);
            if (found != order) throw new InvalidOperationException($"Expected the result of {order}, found {found}.");
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    private sealed record Order(string Id, string Status, decimal Amount, string Note);
}
