namespace Baton.Client.Tests;

/// <summary>What comes from where. One class, because the environment is the process's: its tests run one after the other.</summary>
public sealed class OptionsTests : IDisposable
{
    private static readonly string[] Names =
        ["BATON_ENDPOINT", "AWS_ENDPOINT_URL_SFN", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public OptionsTests()
    {
        foreach (var name in Names) Environment.SetEnvironmentVariable(name, null);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }

    [Fact]
    public void With_nothing_set_a_Baton_on_this_machine_is_meant()
    {
        using var client = new StepFunctionsClient();
        Assert.Equal(("http://127.0.0.1:7070/", "us-east-1"), (client.Endpoint.ToString(), client.Region));
    }

    [Fact]
    public void The_environment_says_where_and_which_region()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_SFN", "http://127.0.0.1:1");
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
        using var client = new StepFunctionsClient();
        Assert.Equal(("http://127.0.0.1:1/", "eu-west-1"), (client.Endpoint.ToString(), client.Region));
    }

    [Fact]
    public void Options_win_over_the_environment()
    {
        Environment.SetEnvironmentVariable("BATON_ENDPOINT", "http://127.0.0.1:1");
        using var client = new StepFunctionsClient(new() { Endpoint = new Uri("http://127.0.0.1:2"), Region = "r" });
        Assert.Equal(("http://127.0.0.1:2/", "r"), (client.Endpoint.ToString(), client.Region));
    }

    [Fact]
    public void An_endpoint_elsewhere_needs_credentials()
    {
        var missing = Assert.Throws<ArgumentException>(() => new StepFunctionsClient(StepFunctionsClientOptions.ForAws("eu-central-1")));
        Assert.Contains("https://states.eu-central-1.amazonaws.com/", missing.Message, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "KEY");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "SECRET");
        using var client = new StepFunctionsClient(StepFunctionsClientOptions.ForAws("eu-central-1"));
    }

    [Theory]
    [InlineData("localhost:7070")]
    [InlineData("nonsense")]
    public void An_address_that_is_none_is_named(string text)
    {
        Environment.SetEnvironmentVariable("BATON_ENDPOINT", text);
        Assert.Contains("BATON_ENDPOINT", Assert.Throws<ArgumentException>(() => new StepFunctionsClient()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_credentials_is_asked_for_every_attempt()
    {
        var asked = 0;
        var service = new FakeService().On("ListActivities", () => throw new HttpRequestException("refused"), () => FakeService.Ok("""{"activities":[]}"""));
        using var client = new StepFunctionsClient(new()
        {
            Handler = service,
            RetryDelay = TimeSpan.Zero,
            CredentialsSource = _ => ValueTask.FromResult(new AwsCredentials($"KEY{++asked}", "SECRET")),
        });

        await client.ListActivitiesAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal(2, asked);
        Assert.Contains("Credential=KEY2/", service.Log[1].Request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }
}
