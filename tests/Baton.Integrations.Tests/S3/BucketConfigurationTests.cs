using Baton.Server;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Integrations.Tests.S3;

public sealed class BucketConfigurationTests
{
    [Fact]
    public void Folders_and_S3_are_read_from_the_configuration()
    {
        var integrations = new IntegrationOptions { Endpoints = { ["s3"] = new Uri("http://127.0.0.1:9000") } };
        var options = BucketConfiguration.Read(Of(("Baton:Buckets:in-box", "/data/in"), ("Baton:S3:Region", "eu-west-1"), ("Baton:S3:PathStyle", "false")), integrations);
        Assert.Equal(("/data/in", new Uri("http://127.0.0.1:9000"), "eu-west-1", false), (options.Folders["IN-BOX"], options.S3Endpoint, options.S3Region, options.S3PathStyle));
    }

    [Fact]
    public void Nothing_configured_calls_nobody()
    {
        var options = BucketConfiguration.Read(Of(), new IntegrationOptions());
        Assert.Empty(options.Folders);
        Assert.Null(options.S3Endpoint);
        Assert.True(options.S3PathStyle);
    }

    [Theory]
    [InlineData("Baton:Buckets:a", " ", "Baton:Buckets:a is empty; expected the path of the folder that the bucket is kept in.")]
    [InlineData("Baton:Buckets:a:b", "/x", "Baton:Buckets:a is empty; expected the path of the folder that the bucket is kept in.")]
    [InlineData("Baton:S3:PathStyle", "maybe", "Baton:S3:PathStyle is 'maybe'; expected true or false.")]
    public void A_setting_that_is_wrong_is_named(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<StoreOpenException>(() => BucketConfiguration.Read(Of((name, value)), new IntegrationOptions())).Message);

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
