using System.Globalization;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Simulation.Checking;

namespace Baton.Simulation.Actors;

/// <summary>Reads: what is told was so at some moment between the question and the answer.</summary>
/// <param name="subject">Gives an execution that was started; null where none was.</param>
internal sealed class Reader(World world, Chance chance, Func<string?> subject)
{
    public Func<Task> ReadAsync()
    {
        if (subject() is not { } arn) return () => Task.CompletedTask;
        return chance.Below(3) switch
        {
            0 => () => DescribeAsync(arn),
            1 => () => HistoryAsync(arn, isReverse: false),
            _ => () => HistoryAsync(arn, isReverse: true),
        };
    }

    /// <summary>What became of a synchronous Express execution is what its log says.</summary>
    public void CheckExpress(Answer answer)
    {
        var end = world.Checker.Express.EndOf(answer.Text("executionArn")!);
        var isSo = (answer.Text("status"), end) switch
        {
            ("SUCCEEDED", Engine.Events.ExecutionEvent.ExecutionSucceeded succeeded) => succeeded.Output.Equals(JsonText.Parse(answer.Text("output")!)),
            ("FAILED", Engine.Events.ExecutionEvent.ExecutionFailed failed) => failed.Error == answer.Text("error"),
            ("FAILED", Engine.Events.ExecutionEvent.ExecutionAborted) => true, // the server stopped
            ("TIMED_OUT", Engine.Events.ExecutionEvent.ExecutionTimedOut) => true,
            _ => false,
        };
        if (!isSo) world.Breaches.Add("told", $"The log says {end?.HistoryType ?? "nothing"} of {answer}.");
    }

    private async Task DescribeAsync(string arn)
    {
        var before = world.Checker.Find(arn)!.Standings.Count;
        var answer = await world.CallAsync("DescribeExecution", Api.Request(("executionArn", arn)));
        if (answer.Error is not null) world.Breaches.Add("told", $"{arn} cannot be described: {answer.Error}");
        if (answer.Body is null) return;
        world.Counts.Reads++;
        var standings = world.Checker.Find(arn)!.Standings.Skip(before - 1);
        if (!standings.Any(standing => IsToldAs(standing, answer))) world.Breaches.Add("told", $"{arn} was told as {answer}; it was {string.Join(", then ", standings)}.");
    }

    private static bool IsToldAs(StandingModel standing, Answer answer) =>
        answer.Text("status") == standing.Status.Word() && answer.Time("stopDate") == standing.StoppedAt && answer.Text("error") == standing.Error
        && (standing.Output is null ? answer.Text("output") is null : answer.Text("output") is { } output && standing.Output.Equals(JsonText.Parse(output)));

    private async Task HistoryAsync(string arn, bool isReverse)
    {
        var execution = world.Checker.Find(arn)!;
        var before = execution.LastId;
        var request = Api.Request(("executionArn", arn)).With("reverseOrder", JsonData.Of(isReverse)).With("maxResults", JsonData.Of(1000));
        var answer = await world.CallAsync("GetExecutionHistory", request);
        if (answer.Error is not null) world.Breaches.Add("told", $"The history of {arn} cannot be read: {answer.Error}");
        if (answer.Body is null) return;
        world.Counts.Reads++;
        var told = answer.Items("events").ToList();
        if (isReverse) told.Reverse();
        if (isReverse ? told.Count > execution.LastId : told.Count < Math.Min(before, 1000) || told.Count > execution.LastId)
        {
            world.Breaches.Add("told", $"{told.Count} events of {arn} were told; there were {before}, now {execution.LastId}.");
        }
        foreach (var happened in told)
        {
            var id = ((JsonNumber)happened["id"]!).Value;
            var stored = id >= 1 && id <= execution.History.Count ? execution.History[(int)id - 1] : null;
            var isSo = stored is not null && ((JsonString)happened["type"]!).Value == stored.HistoryType && ((JsonNumber)happened["previousEventId"]!).Value == stored.PreviousId;
            if (!isSo) world.Breaches.Add("told", string.Create(CultureInfo.InvariantCulture, $"Event {id} of {arn} was told as {happened}; stored is {stored?.HistoryType}."));
        }
    }
}
