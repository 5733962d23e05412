using Baton.Integrations;
using Baton.Integrations.S3;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>Reads where buckets are: <c>Baton:Buckets:NAME</c>, <c>Baton:S3:Region</c>, <c>Baton:S3:PathStyle</c>, and the endpoint <c>s3</c>.</summary>
internal static class BucketConfiguration
{
    /// <exception cref="StoreOpenException">A setting is not what it must be.</exception>
    public static BucketOptions Read(IConfiguration configuration, IntegrationOptions integrations)
    {
        var options = new BucketOptions { S3Endpoint = integrations.Endpoints.GetValueOrDefault("s3") };
        foreach (var bucket in configuration.GetSection("Baton:Buckets").GetChildren())
        {
            if (string.IsNullOrWhiteSpace(bucket.Value)) throw new StoreOpenException($"Baton:Buckets:{bucket.Key} is empty; expected the path of the folder that the bucket is kept in.");
            options.Folders[bucket.Key] = bucket.Value;
        }
        if ((configuration["Baton:S3:Region"] ?? configuration["AWS_REGION"]) is { Length: > 0 } region) options.S3Region = region;
        if (configuration["Baton:S3:PathStyle"] is { Length: > 0 } text)
        {
            options.S3PathStyle = bool.TryParse(text, out var pathStyle) ? pathStyle : throw new StoreOpenException($"Baton:S3:PathStyle is '{text}'; expected true or false.");
        }
        return options;
    }
}
