using Baton.Client;
using Baton.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts Baton into an application: <c>builder.AddBaton(…)</c>, and <c>app.MapBaton()</c> for those outside.</summary>
public static class BatonHostingExtensions
{
    /// <summary>
    /// Adds the whole service. It starts with the application, and <see cref="ExecutionClient"/> and <see cref="StepFunctionsClient"/> are services
    /// that call it in process. Settings are those of the server, below <c>Baton</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The application has a Baton already.</exception>
    public static IHostApplicationBuilder AddBaton(this IHostApplicationBuilder builder, Action<BatonBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(EmbeddedBaton))) throw new InvalidOperationException("The application has a Baton already: AddBaton is called once.");
        var baton = new BatonBuilder();
        configure?.Invoke(baton);
        BatonWorkerServiceCollectionExtensions.Check(baton.WorkerOptions);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<EmbeddedBaton>(services, baton));
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<EmbeddedBaton>());
        builder.Services.AddSingleton(services => new ExecutionClient(services.GetRequiredService<EmbeddedBaton>(), baton));
        builder.Services.AddSingleton(services => InProcessHandler.ClientOf(services.GetRequiredService<EmbeddedBaton>(), baton.Region));
        return builder;
    }

    /// <summary>
    /// Serves the AWS API, functions, tasks for people, worker streams, health and maintenance below a path, for workers, SDKs and the <c>baton</c> tool:
    /// <c>AWS_ENDPOINT_URL=http://HOST:PORT/baton</c>. Only callers on this machine are served, unless the application says who may:
    /// <c>app.MapBaton().RequireAuthorization(…)</c>.
    /// </summary>
    /// <param name="path">Where; not the root, which is the application's own.</param>
    public static IEndpointConventionBuilder MapBaton(this IEndpointRouteBuilder endpoints, string path = "/baton")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var baton = endpoints.ServiceProvider.GetService<EmbeddedBaton>() ?? throw new InvalidOperationException("There is no Baton to map: call builder.AddBaton() first.");
        return endpoints.Map($"/{path.Trim('/')}/{{**{BatonEndpoint.RestOfPath}}}", http => BatonEndpoint.HandleAsync(http, baton)).WithDisplayName("Baton").WithMetadata(BatonEndpoint.Mark);
    }
}
