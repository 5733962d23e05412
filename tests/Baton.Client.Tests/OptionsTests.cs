using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Tests;

/// <summary>What comes from where. One class, because the environment is the process's: its tests run one after the other.</summary>
public sealed class OptionsTests : IDisposable
{
    private static readonly string[] Names =
        ["BATON_ENDPOINT", "AWS_ENDPOINT_URL_SFN", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
         "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];

    private readonly string _folder = Directory.CreateTempSubdirectory("baton-client-").FullName;

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public OptionsTests()
    {
        foreach (var name in Names) Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(_folder, "credentials"));
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Path.Combine(_folder, "config"));
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
        Directory.Delete(_folder, recursive: true);
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

    [Fact]
    public async Task A_profile_gives_keys_and_region_for_an_endpoint_elsewhere()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "credentials"), "# keys\n[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = s\n\n[work]\naws_access_key_id=WORK\naws_secret_access_key=a=b\naws_session_token = token\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_folder, "config"), "[profile work]\nregion = eu-west-3\ns3 =\n  region = other\n", Cancel);
        Environment.SetEnvironmentVariable("AWS_PROFILE", "work");
        var service = new FakeService();
        using var client = new StepFunctionsClient(new() { Endpoint = new Uri("https://states.example.com"), Handler = service });
        await client.DeleteActivityAsync(new() { ActivityArn = "a" }, Cancel);
        Assert.Equal("eu-west-3", client.Region);
        Assert.Contains("Credential=WORK/", service.Log[0].Request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
        Assert.Equal("token", service.Log[0].Request.Headers.GetValues("X-Amz-Security-Token").Single());
    }

    [Fact]
    public void A_profile_that_is_nowhere_is_named()
    {
        Environment.SetEnvironmentVariable("AWS_PROFILE", "wrok");
        Assert.Contains("'wrok'", Assert.Throws<ArgumentException>(() => new StepFunctionsClient(StepFunctionsClientOptions.ForAws("eu-west-1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_is_asked_for_keys_once_and_again_before_they_expire()
    {
        var time = new Baton.Testing.ManualTime();
        var asked = 0;
        await using var place = await KeysAsync(() => $$"""{"AccessKeyId":"KEY{{++asked}}","SecretAccessKey":"s","Token":"t","Expiration":"{{time.GetUtcNow().AddHours(1):O}}"}""");
        Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{place.Urls.Single()}/keys");
        Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");
        var service = new FakeService();
        using var client = new StepFunctionsClient(new() { Endpoint = new Uri("https://states.example.com"), Handler = service, TimeProvider = time });
        for (var i = 0; i < 2; i++) await client.DeleteActivityAsync(new() { ActivityArn = "a" }, Cancel);
        time.Advance(TimeSpan.FromMinutes(56));
        await client.DeleteActivityAsync(new() { ActivityArn = "a" }, Cancel);
        Assert.Equal(["KEY1", "KEY1", "KEY2"], service.Log.Select(call => call.Request.Headers.GetValues("Authorization").Single().Split('=', '/')[1]));
    }

    [Fact]
    public void Keys_are_not_asked_for_in_plain_text_elsewhere()
    {
        Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://keys.example.com/");
        Assert.Contains("AWS_CONTAINER_CREDENTIALS_FULL_URI", Assert.Throws<ArgumentException>(() => new StepFunctionsClient(StepFunctionsClientOptions.ForAws("eu-west-1"))).Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<WebApplication> KeysAsync(Func<string> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/keys", (HttpRequest request) => request.Headers.Authorization == "let me in" ? Results.Text(answer()) : Results.Unauthorized());
        await app.StartAsync(Cancel);
        return app;
    }
}
