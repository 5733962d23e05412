using Baton.Integrations.Aws;
using Baton.Server;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Integrations.Tests.Aws;

public sealed class SettingsTests
{
    [Fact]
    public void Endpoints_and_services_are_read()
    {
        var options = Read(
            ("Baton:Endpoints:events", "http://127.0.0.1:1"), ("Baton:Endpoints:mine", "https://mine"), ("Baton:Services:mine:Protocol", "json-1.0"), ("Baton:Services:mine:Target", "Mine_1"),
            ("Baton:Services:mine:Case", "camel"), ("AWS_REGION", "eu-west-1"));
        Assert.Equal(new Uri("http://127.0.0.1:1"), options.Endpoints["events"]);
        Assert.Equal(new AwsService("mine", "Mine", WireProtocol.Json10, "Mine_1", "mine") { IsCamelCase = true }, options.Services["mine"]);
        Assert.Equal("eu-west-1", options.Region);
    }

    [Theory]
    [InlineData("Baton:Endpoints:sqs", "localhost:4566", "Baton:Endpoints:sqs is 'localhost:4566'; expected an address like http://127.0.0.1:9001.")]
    [InlineData("Baton:Endpoints:dynamo", "http://x", "Baton:Endpoints:dynamo names no service that Baton knows; take the name in the resource, like sqs or secretsmanager, or describe the service in Baton:Services:dynamo.")]
    [InlineData("Baton:Services:mine:Protocol", "soap", "Baton:Services:mine:Protocol is 'soap'; expected json-1.0, json-1.1 or query.")]
    [InlineData("Baton:Services:mine:Protocol", "query", "Baton:Services:mine:Target is missing; expected what comes before the action in X-Amz-Target, or the version of a Query API.")]
    public void A_setting_that_is_wrong_is_named(string setting, string value, string message) =>
        Assert.Equal(message, Assert.Throws<StoreOpenException>(() => Read((setting, value))).Message);

    private static IntegrationOptions Read(params (string Name, string Value)[] settings) =>
        IntegrationSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
}
