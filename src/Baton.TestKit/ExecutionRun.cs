using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Local;

namespace Baton.TestKit;

/// <summary>What happened in a run. Each assertion gives the run back, so that they read as one sentence; one that fails throws <see cref="ExecutionAssertionException"/>.</summary>
public sealed class ExecutionRun
{
    private readonly LocalExecution _execution;
    private readonly JsonSerializerOptions _json;
    private readonly DateTimeOffset _startedAt;

    internal ExecutionRun(LocalExecution execution, IReadOnlyList<TaskCall> calls, JsonSerializerOptions json, DateTimeOffset startedAt)
    {
        (_execution, Calls, _json, _startedAt) = (execution, calls, json, startedAt);
        Path = Visits.Of(execution.Events, startedAt);
    }

    /// <summary>The states in the order in which they were entered, those of branches and iterations included; of a distributed Map's children there is nothing here.</summary>
    public IReadOnlyList<Visit> Path { get; }

    /// <summary>The calls of tasks, in their order, those of a distributed Map's children included.</summary>
    public IReadOnlyList<TaskCall> Calls { get; }

    /// <summary>The history, as the API gives it.</summary>
    public IReadOnlyList<ExecutionEvent> History => [.. _execution.History];

    /// <summary><c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c>, or <c>RUNNING</c> where it waits for something that nobody does.</summary>
    public string Status => _execution.State.Status.Word();

    /// <summary>As JSON text; null unless it succeeded.</summary>
    public string? Output => _execution.State.Outcome?.Output?.ToString();

    /// <summary>The name of the error that it failed with.</summary>
    public string? Error => _execution.State.Outcome?.Error;

    /// <summary>What is said for people of how it failed.</summary>
    public string? Cause => _execution.State.Outcome?.Cause;

    /// <summary>How long it ran, in its own time.</summary>
    public TimeSpan Duration => (_execution.State.Outcome?.At ?? _execution.Now) - _startedAt;

    /// <summary>The output.</summary>
    public T? OutputAs<T>()
    {
        Succeeded();
        return JsonSerializer.Deserialize<T>(Output!, _json);
    }

    /// <summary>It succeeded.</summary>
    public ExecutionRun Succeeded() => Expect(Status == "SUCCEEDED", $"Expected SUCCEEDED, found {Ending}.");

    /// <summary>It succeeded with an output. Members may stand in any order; numbers are compared by value.</summary>
    public ExecutionRun Succeeded(object? output)
    {
        Succeeded();
        var (expected, found) = (JsonSerializer.SerializeToNode(output, _json), JsonNode.Parse(Output!));
        return Expect(JsonNode.DeepEquals(expected, found), $"Expected the output\n  {expected?.ToJsonString() ?? "null"}\nfound\n  {Output}");
    }

    /// <summary>It failed, with this error unless any will do.</summary>
    public ExecutionRun Failed(string? error = null) =>
        Expect(Status == "FAILED" && (error is null || error == Error), $"Expected FAILED{(error is null ? "" : $" with {error}")}, found {Ending}.");

    /// <summary>The machine's own timeout ended it.</summary>
    public ExecutionRun TimedOut() => Expect(Status == "TIMED_OUT", $"Expected TIMED_OUT, found {Ending}.");

    /// <summary>It waits for something that no mock does: a call back, a task that stays silent.</summary>
    public ExecutionRun StillRuns() => Expect(Status == "RUNNING", $"Expected RUNNING, found {Ending}.");

    /// <summary>It went through these states, in this order, and through no others.</summary>
    public ExecutionRun Went(params string[] states)
    {
        var path = Path.Select(visit => visit.State).ToArray();
        if (path.SequenceEqual(states)) return this;
        var same = path.Zip(states).TakeWhile(pair => pair.First == pair.Second).Count();
        return Expect(false, $"Expected the path\n  {string.Join(" → ", states)}\nfound\n  {string.Join(" → ", path)}\nthey differ at state {same + 1}: {At(states, same)} was expected, {At(path, same)} found.");
    }

    /// <summary>It went through a state, so often unless any number will do.</summary>
    public ExecutionRun Visited(string state, int? times = null)
    {
        var found = Path.Count(visit => visit.State == state);
        return Expect(times is null ? found > 0 : found == times, $"Expected '{state}' to be visited{(times is null ? "" : $" {times} times")}, found {found} visits.");
    }

    /// <summary>It did not go through a state.</summary>
    public ExecutionRun NotVisited(string state) => Visited(state, 0);

    /// <summary>A state was tried again so often, over all its visits.</summary>
    public ExecutionRun Retried(string state, int times)
    {
        var found = Path.Where(visit => visit.State == state).Sum(visit => visit.Retries);
        return Expect(found == times, $"Expected '{state}' to be tried again {times} times, found {found}.");
    }

    /// <summary>It ran so long, in its own time.</summary>
    public ExecutionRun Took(TimeSpan time) => Expect(Duration == time, $"Expected it to take {time:g}, found {Duration:g}.");

    /// <summary>A state took so long at each visit, in its own time.</summary>
    public ExecutionRun Waited(string state, TimeSpan time)
    {
        Visited(state);
        var other = Path.FirstOrDefault(visit => visit.State == state && visit.Duration != time);
        return Expect(other is null, $"Expected '{state}' to take {time:g}, found {(other?.Duration is { } found ? found.ToString("g", null) : "that it was not left")}.");
    }

    /// <summary>Its history has events of these types in this order, such as <c>ActivityTimedOut</c>; others may stand between them.</summary>
    public ExecutionRun Recorded(params string[] types)
    {
        var found = _execution.History.Select(happened => happened.HistoryType!).ToArray();
        var at = 0;
        foreach (var type in found)
        {
            if (at < types.Length && type == types[at]) at++;
        }
        return Expect(at == types.Length, $"Expected the events\n  {string.Join(", ", types)}\nfound no {At(types, at)} where it should be among\n  {string.Join(", ", found)}");
    }

    /// <summary>A task was called with an input, at one of its calls.</summary>
    public ExecutionRun Called(string state, object? input)
    {
        var expected = JsonSerializer.SerializeToNode(input, _json);
        var calls = Calls.Where(call => call.State == state).ToList();
        return Expect(
            calls.Exists(call => JsonNode.DeepEquals(expected, JsonNode.Parse(call.Input))),
            $"Expected '{state}' to be called with\n  {expected?.ToJsonString() ?? "null"}\nfound{(calls.Count == 0 ? " no calls." : string.Concat(calls.Select(call => $"\n  {call.Input}")))}");
    }

    /// <summary>How it ended, and its path, a state a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"The execution: {Ending}, after {Duration:g}\n");
        foreach (var visit in Path) text.Append("  ").Append(visit).Append('\n');
        return text.ToString();
    }

    private string Ending => Error is null ? $"{Status}{(Output is null ? "" : $" {Output}")}" : $"{Status} with {Error}{(Cause is null ? "" : $": {Cause}")}";

    private static string At(string[] states, int index) => index < states.Length ? $"'{states[index]}'" : "the end";

    private ExecutionRun Expect(bool holds, string message) => holds ? this : throw new ExecutionAssertionException(message, this);
}
