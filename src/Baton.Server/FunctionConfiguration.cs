using Baton.Functions;
using Baton.Integrations;
using Baton.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Server;

/// <summary>What functions are told of the server that they run on.</summary>
internal static class FunctionConfiguration
{
    private const string Hosted = "Baton:Functions:Hosted";

    /// <exception cref="StoreOpenException">A setting is not what it has to be.</exception>
    public static FunctionOptions Read(WebApplication app, ServerOptions options, IntegrationOptions integrations) => new()
    {
        LogFolder = Path.Combine(options.DataFolder, "functions"),
        AllowsHosted = options.AllowsHostedFunctions || app.Configuration[Hosted] switch
        {
            null or "" => false,
            var text => bool.TryParse(text, out var isTrue) ? isTrue : throw new StoreOpenException($"{Hosted} is '{text}'; expected true or false."),
        },
        ForwardEndpoint = integrations.Endpoints.GetValueOrDefault("lambda") ?? integrations.Endpoints.GetValueOrDefault(IntegrationOptions.AnyService),
        Credentials = integrations.Credentials,
        Region = integrations.Region ?? "us-east-1",
        ServerAddress = () => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "",
        Guard = LoopbackHosts.CheckAsync,
    };
}
