using Baton.Client;
using Baton.Integrations;
using Baton.Integrations.Aws;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>Reads from the configuration where services are and how they are called.</summary>
internal static class IntegrationSettings
{
    /// <exception cref="StoreOpenException">A setting is not what it has to be; the message names it.</exception>
    public static IntegrationOptions Read(IConfiguration configuration)
    {
        var options = new IntegrationOptions { Credentials = AwsCredentials.FromEnvironment(), Region = configuration["AWS_REGION"] ?? configuration["AWS_DEFAULT_REGION"] };
        foreach (var service in configuration.GetSection("Baton:Services").GetChildren()) options.Services[service.Key] = Service(service);
        foreach (var endpoint in configuration.GetSection("Baton:Endpoints").GetChildren())
        {
            if (!Uri.TryCreate(endpoint.Value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new StoreOpenException($"Baton:Endpoints:{endpoint.Key} is '{endpoint.Value}'; expected an address like http://127.0.0.1:9001.");
            }
            if (!options.IsService(endpoint.Key))
            {
                throw new StoreOpenException($"Baton:Endpoints:{endpoint.Key} names no service that Baton knows; take the name in the resource, like sqs or secretsmanager, or describe the service in Baton:Services:{endpoint.Key}.");
            }
            options.Endpoints[endpoint.Key] = address;
        }
        return options;
    }

    private static AwsService Service(IConfigurationSection settings)
    {
        var name = settings.Key.ToLowerInvariant();
        WireProtocol protocol = settings["Protocol"] switch
        {
            "json-1.0" => WireProtocol.Json10,
            "json-1.1" => WireProtocol.Json11,
            "query" => WireProtocol.Query,
            var other => throw new StoreOpenException($"Baton:Services:{name}:Protocol is '{other}'; expected json-1.0, json-1.1 or query."),
        };
        var target = settings["Target"] ?? throw new StoreOpenException(
            $"Baton:Services:{name}:Target is missing; expected what comes before the action in X-Amz-Target, or the version of a Query API.");
        return new AwsService(name, settings["SdkName"] ?? $"{char.ToUpperInvariant(name[0])}{name[1..]}", protocol, target, settings["SigningName"] ?? name)
        {
            IsCamelCase = settings["Case"] switch
            {
                null or "Pascal" => false,
                "camel" => true,
                var other => throw new StoreOpenException($"Baton:Services:{name}:Case is '{other}'; expected camel or Pascal, the case of members on the wire."),
            },
        };
    }
}
