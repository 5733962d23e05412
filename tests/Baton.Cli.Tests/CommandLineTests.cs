using Baton.Client.Tests;

namespace Baton.Cli.Tests;

/// <summary>Exit codes and the sentences that go with them.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("lst", "Unrecognized command or argument 'lst'.")]
    [InlineData("show", "Required argument missing for command: 'show'.")]
    [InlineData("list --status failed", "--status lists executions, so it needs a MACHINE.")]
    [InlineData("list m --status broken", "Argument 'broken' not recognized.")]
    [InlineData("list --limit 0", "--limit is at least 1.")]
    [InlineData("serve", "Say where the data is to be kept: --data DIR, or --postgres CONNECTION.")]
    [InlineData("migrate --from data", "Option '--to' is required.")]
    [InlineData("start m --input {\"a\":", "The input is not JSON:")]
    [InlineData("start m --input @no-such-file", "'no-such-file' cannot be read:")]
    [InlineData("deploy no-such-file", "'no-such-file' cannot be read:")]
    [InlineData("deploy -", "A definition from standard input needs --name.")]
    public async Task A_wrong_line_is_told_in_a_sentence_and_asks_nobody(string line, string sentence)
    {
        var service = new FakeService();
        var run = await CliRun.Of(service, line.Split(' '));
        Assert.Equal((ExitCodes.Usage, 0), (run.ExitCode, service.Log.Count));
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show x")]
    [InlineData("start m --wait")]
    [InlineData("stop m:x")]
    public async Task Without_a_service_the_way_to_one_is_told(string line)
    {
        var run = await CliRun.Of(Nobody(), line.Split(' '));
        Assert.Equal(
            (ExitCodes.Unreachable, "", "No Baton answers at http://127.0.0.1:7070: start one with 'baton serve --data DIR', or say where it is with --endpoint or BATON_ENDPOINT. (refused)\n"),
            (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task For_a_script_an_error_is_JSON_and_not_on_standard_output()
    {
        var run = await CliRun.Of(Nobody(), "list", "--json");
        Assert.Equal((ExitCodes.Unreachable, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("""{"error":{"code":"Unreachable","message":"No Baton answers at http://127.0.0.1:7070""", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_refuses_keeps_its_name_and_words()
    {
        var service = Recording.Read("orders-failed").Service().On("StartExecution", () => FakeService.Error("InvalidName", "Invalid Name: 'a b'"));
        var run = await CliRun.Of(service, "start", "orders", "--name", "a b");
        Assert.Equal((ExitCodes.Refused, "", "InvalidName: Invalid Name: 'a b'\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    [InlineData("deploy")]
    [InlineData("start")]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("stop")]
    public async Task Help_shows_what_people_type_and_what_the_exit_codes_mean(string command)
    {
        var run = await CliRun.Of(new FakeService(), command, "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Examples:\n  ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"baton {command}", run.Output, StringComparison.Ordinal);
        Assert.Contains("  3    no service answers at the endpoint", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_from_where_no_store_is_writes_nothing()
    {
        var (from, to) = (Path.Combine(Path.GetTempPath(), $"baton-{Guid.NewGuid():n}"), Path.Combine(Path.GetTempPath(), $"baton-{Guid.NewGuid():n}"));
        var run = await CliRun.Of(new FakeService(), "migrate", "--from", from, "--to", to);
        Assert.Equal((ExitCodes.Refused, "", $"There is no store in '{from}'.\n"), (run.ExitCode, run.Output, run.Error));
        Assert.False(Directory.Exists(to));
    }

    private static FakeService Nobody()
    {
        var service = new FakeService();
        foreach (var operation in (string[])["ListStateMachines", "DescribeStateMachine"]) service.On(operation, () => throw new HttpRequestException("refused"));
        return service;
    }
}
