using Baton.Functions;
using Baton.Integrations;
using Baton.Integrations.Outgoing;
using Baton.Runtime.Connections;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>What functions are told of the server that they run on.</summary>
internal static class FunctionConfiguration
{
    private const string Hosted = "Baton:Functions:Hosted";

    /// <param name="secrets">What secrets are encrypted with.</param>
    /// <param name="gate">Says where functions may be that were added with an address.</param>
    /// <param name="address">Where the server is reached.</param>
    /// <exception cref="StoreOpenException">A setting is not what it has to be.</exception>
    public static FunctionOptions Read(IConfiguration configuration, ServiceOptions options, IntegrationOptions integrations, SecretKeys secrets, OutgoingGate gate, Func<string> address) => new()
    {
        LogFolder = Path.Combine(options.DataFolder, "functions"),
        AllowsHosted = options.AllowsHostedFunctions || configuration[Hosted] switch
        {
            null or "" => false,
            var text => bool.TryParse(text, out var isTrue) ? isTrue : throw new StoreOpenException($"{Hosted} is '{text}'; expected true or false."),
        },
        Secrets = secrets,
        CallAsync = (request, cancellationToken) => CallAsync(gate, request, cancellationToken),
        ForwardEndpoint = integrations.Endpoints.GetValueOrDefault("lambda") ?? integrations.Endpoints.GetValueOrDefault(IntegrationOptions.AnyService),
        Credentials = integrations.Credentials,
        Region = integrations.Region ?? "us-east-1",
        ServerAddress = address,
        Guard = LoopbackHosts.CheckAsync,
    };

    private static async Task<HttpResponseMessage> CallAsync(OutgoingGate gate, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await gate.SendAsync(request, cancellationToken);
        }
        catch (OutgoingRefusedException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }
}
