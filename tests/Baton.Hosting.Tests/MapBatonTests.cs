using System.Net;
using System.Text.Json;
using Baton.Client;
using Baton.Client.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Baton.Hosting.Tests;

/// <summary>What those outside of the application see: the API below a path, for callers who may come in.</summary>
public sealed class MapBatonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baton-hosting-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Clients_and_workers_elsewhere_use_the_API_below_the_path()
    {
        await using var app = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("greeting", Definition.InJsonata(machine => machine.Task("Greet", Resource.Activity("greet")).End())));
        using var client = new StepFunctionsClient(new() { Endpoint = new Uri(app.Address, "/baton") });
        Assert.Equal("greeting", Assert.Single((await client.ListStateMachinesAsync(new(), Cancel)).StateMachines).Name);

        await client.CreateActivityAsync(new() { Name = "greet" }, Cancel);
        var services = new ServiceCollection().AddLogging();
        services.AddBatonWorker(options => options.Client.Endpoint = new Uri(app.Address, "/baton")).AddActivity<string, string>("greet", (name, _) => Task.FromResult($"Hello {name}"));
        await using var provider = services.BuildServiceProvider();
        var worker = provider.GetServices<IHostedService>().Single();
        await worker.StartAsync(Cancel);
        Assert.Equal("Hello Ada", await app.Executions.RunAsync<string>("greeting", "Ada", cancellationToken: Cancel));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Health_and_maintenance_are_there_and_the_rest_of_the_application_stays_its_own()
    {
        await using var app = await HostedApp.StartAsync(_folder, map: web =>
        {
            web.MapBaton("workflows");
            web.MapGroup("/tools").MapBaton();
            web.MapGet("/", () => "mine");
        });
        using var http = new HttpClient { BaseAddress = app.Address };
        Assert.Equal("ok\n", await http.GetStringAsync("/workflows/health", Cancel));
        Assert.Equal("ok\n", await http.GetStringAsync("/tools/baton/health", Cancel));
        Assert.Contains("RUNNING", await http.GetStringAsync("/workflows/maintenance", Cancel), StringComparison.Ordinal);
        Assert.Equal("mine", await http.GetStringAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/health", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_console_is_below_the_path_and_knows_it()
    {
        await using var app = await HostedApp.StartAsync(_folder);
        using var http = new HttpClient { BaseAddress = app.Address };
        var page = await http.GetAsync("/baton", Cancel); // leads there
        Assert.Equal("/baton/console/", page.RequestMessage!.RequestUri!.AbsolutePath);
        var text = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("content=\"/baton/console/\"", text, StringComparison.Ordinal);
        var script = System.Text.RegularExpressions.Regex.Match(text, "src=\"(/baton/console/assets/[^\"]+)\"").Groups[1].Value;
        Assert.Equal("text/javascript", (await http.GetAsync(script, Cancel)).Content.Headers.ContentType!.MediaType);
        Assert.Contains("executions", await http.GetStringAsync("/baton/console/api/executions", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_and_the_links_of_tasks_for_people_are_below_the_path()
    {
        await using var app = await HostedApp.StartAsync(
            _folder,
            baton => baton.AddStateMachine("ask", Definition.InJsonata(machine => machine.Task("Ask", Resource.Service("human", "createTask")).Arguments(new { Title = "May we?", Link = new { ExpiresIn = "P1D" } }).End())),
            map: web => web.MapGroup("/tools").MapBaton());
        using var http = new HttpClient { BaseAddress = app.Address };
        var made = await app.Executions.RunAsync<JsonElement>("ask", new { }, cancellationToken: Cancel);
        var link = made.GetProperty("Link").GetString()!;
        Assert.StartsWith(new Uri(app.Address, "/tools/baton/forms/").ToString(), link, StringComparison.Ordinal);
        Assert.Contains("May we?", await http.GetStringAsync(link, Cancel), StringComparison.Ordinal);

        using var settings = new StringContent("""{"kind":"pull"}""");
        Assert.Equal(HttpStatusCode.Created, (await http.PutAsync("/tools/baton/functions/greet", settings, Cancel)).StatusCode);
        Assert.Contains("greet", await http.GetStringAsync("/tools/baton/functions", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "workflows.example.com")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Callers_who_are_not_of_this_machine_are_refused_unless_the_application_says_who_may(string header, string value)
    {
        await using var app = await HostedApp.StartAsync(_folder, map: web =>
        {
            web.MapBaton("/closed");
            web.MapBaton("/open").AllowAnonymous();
        });
        using var http = new HttpClient { BaseAddress = app.Address };
        async Task<HttpStatusCode> AskAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            return (await http.SendAsync(request, Cancel)).StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/closed/health"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/open/health"));
    }
}
