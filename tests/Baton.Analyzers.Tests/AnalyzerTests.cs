namespace Baton.Analyzers.Tests;

/// <summary>What each analyzer reports, and what it leaves alone.</summary>
public sealed class AnalyzerTests
{
    [Fact]
    public Task A_handler_that_could_be_cancelled_and_ignores_it_is_reported() => Compiled.ReportsAsync(
        new UnusedCancellation(),
        """
        services.AddBatonWorker()
            .AddActivity<string, string>("a", async (url, context) => await http.GetStringAsync(url))
            .AddActivity<string, string>("b", async (url, _) => { await http.GetAsync(url); return url; })
            .AddActivity<string, string>("c", async (url, context) => await http.GetStringAsync(url, default));
        baton.AddActivity("d", (HttpClient client, string url, ActivityContext context) => client.GetStringAsync(url));
        """,
        "BATON001 'http.GetStringAsync(url)'", "BATON001 'http.GetAsync(url)'", "BATON001 'client.GetStringAsync(url)'");

    [Fact]
    public Task A_handler_that_passes_its_token_or_context_on_or_has_nothing_to_cancel_is_left_alone() => Compiled.ReportsAsync(
        new UnusedCancellation(),
        """
        static Task<string> WorkAsync(string url, ActivityContext context) => Task.FromResult(url);
        services.AddBatonWorker()
            .AddActivity<string, string>("a", async (url, context) => await http.GetStringAsync(url, context.CancellationToken))
            .AddActivity<string, string>("b", async (url, context) => { await http.GetAsync(url); return await WorkAsync(url, context); })
            .AddActivity<string, string>("c", (url, _) => Task.FromResult(url))
            .AddActivity<string, string>("d", WorkAsync);
        """);

    [Fact]
    public Task A_method_as_handler_is_looked_into() => Compiled.ReportsAsync(
        new UnusedCancellation(),
        """
        static async Task<string> WorkAsync(string url, ActivityContext context) { await Task.Run(() => 1); return url; }
        services.AddBatonWorker().AddActivity<string, string>("a", WorkAsync);
        """,
        "BATON001 'Task.Run(() => 1)'");

    [Fact]
    public Task A_state_name_that_is_used_twice_is_reported_wherever_it_is() => Compiled.ReportsAsync(
        new DuplicateStateName(),
        """
        const string Name = "A";
        var definition = Definition.InJsonata(machine =>
        {
            machine.Pass("A").End();
            machine.Map("M", item => item.Pass(Name).End()).End();
            machine.Succeed(nameof(Name));
            machine.Fail(nameof(Name), "E");
        });
        var other = Definition.InJsonPath(machine => machine.Pass("A").End());
        """,
        "BATON002 'Name'", "BATON002 'nameof(Name)'");

    [Fact]
    public Task An_activity_that_is_registered_twice_is_reported() => Compiled.ReportsAsync(
        new DuplicateActivity(),
        """
        services.AddBatonWorker().AddActivity<int, int>("a", (i, _) => Task.FromResult(i)).AddActivity<int, int>("b", (i, _) => Task.FromResult(i)).AddActivity<int, int>("a", (i, _) => Task.FromResult(i));
        services.AddBatonWorker().AddActivity<int, int>("a", (i, _) => Task.FromResult(i));
        baton.AddActivity<int, int>("a", (i, _) => Task.FromResult(i));
        baton.AddActivity("a", (string service, int i, ActivityContext _) => Task.FromResult(i));
        """,
        "BATON003 '\"a\"'", "BATON003 '\"a\"'");

    [Fact]
    public Task A_handler_that_blocks_is_reported() => Compiled.ReportsAsync(
        new BlockingCall(),
        """
        services.AddBatonWorker().AddActivity<string, string>("a", (url, context) =>
        {
            Sleep(1);
            Task.Delay(1).Wait();
            var first = http.GetStringAsync(url).Result;
            var second = http.GetStringAsync(url).GetAwaiter().GetResult();
            return Task.FromResult(first + second);
        });
        services.AddBatonWorker().AddActivity<string, string>("b", async (url, context) => await http.GetStringAsync(url));
        var outside = http.GetStringAsync("x").Result;
        """,
        "BATON004 'Sleep(1)'", "BATON004 'Task.Delay(1).Wait()'", "BATON004 'http.GetStringAsync(url).Result'", "BATON004 'http.GetStringAsync(url).GetAwaiter().GetResult()'");

    [Fact]
    public Task What_is_built_for_nobody_is_reported() => Compiled.ReportsAsync(
        new DroppedResult(),
        """
        services.AddBatonWorker();
        Definition.InJsonata(machine => machine.Pass("A").End());
        Condition.Not(new JsonPath("$.x").IsNull());
        var kept = Definition.InJsonata(machine =>
        {
            machine.Task("B", Resource.Activity("b")).Timeout(TimeSpan.FromSeconds(1));
            var c = machine.Pass("C");
            c.Comment("kept");
            c.Then(machine.Pass("D")).End();
            machine.Succeed("E");
        });
        """,
        "BATON005 'services.AddBatonWorker()'", "BATON005 'Definition.InJsonata(machine => machine.Pass(\"A\").End())'", "BATON005 'Condition.Not(new JsonPath(\"$.x\").IsNull())'",
        "BATON005 'machine.Task(\"B\", Resource.Activity(\"b\")).Timeout(TimeSpan.FromSeconds(1))'");
}
