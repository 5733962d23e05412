using System.Text;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local;

namespace Baton.Testing;

/// <summary>
/// One execution told step by step: what is given, what is done, what follows. A line that is expected may end early: it then stands for
/// every event whose line starts with it.
/// </summary>
public sealed class Scenario
{
    private readonly LocalExecution _run;
    private int _told;
    private Decision? _last;

    private Scenario(StateMachine definition, LocalOptions options, string input)
    {
        _run = new LocalExecution(definition, null, options);
        _run.Start(JsonText.Parse(input));
    }

    private Scenario(LocalExecution run, ExecutionIdentity identity)
    {
        _run = run;
        _run.Send(new ExecutionCommand.StartExecution(identity));
    }

    public LocalExecution Run => _run;

    public ExecutionState State => _run.State;

    /// <summary>Starts a machine: its states, of which the first one comes first, or a whole definition.</summary>
    public static Scenario Given(string definition, string input = "{}", LocalOptions? options = null) =>
        new(Machines.Parse(definition), options ?? new LocalOptions(), input);

    /// <summary>Starts an execution that is told who it is.</summary>
    public static Scenario Of(StateMachine definition, ExecutionIdentity identity) => new(new LocalExecution(definition), identity);

    /// <summary>What happened since it was last told, in order, facts that history does not show included.</summary>
    public Scenario Then(params ReadOnlySpan<string> lines)
    {
        var happened = _run.Events.Skip(_told).Select(EventText.Of).ToList();
        _told = _run.Events.Count;
        for (var i = 0; i < Math.Max(lines.Length, happened.Count); i++)
        {
            if (i < lines.Length && i < happened.Count && IsToldBy(happened[i], lines[i])) continue;
            throw new ScenarioException($"Event {i + 1}:\n  expected {(i < lines.Length ? lines[i] : "nothing")}\n  found    {(i < happened.Count ? happened[i] : "nothing")}\nAll:\n{Join(happened)}");
        }
        return this;
    }

    /// <summary>Goes on without looking at what happened so far.</summary>
    public Scenario Told()
    {
        _told = _run.Events.Count;
        return this;
    }

    /// <summary>That the last command was refused and left no trace.</summary>
    public Scenario ThenRejected(RejectionKind kind)
    {
        if (_last is Decision.Rejected { } rejected && rejected.Kind == kind) return Then();
        throw new ScenarioException($"Expected a rejection for {kind}, found {_last}.");
    }

    public Scenario When(ExecutionCommand command)
    {
        _last = _run.Send(command);
        return this;
    }

    /// <summary>Lets time pass, and timers fire when it has.</summary>
    public Scenario After(double seconds)
    {
        _run.Advance(TimeSpan.FromSeconds(seconds));
        return When(new ExecutionCommand.FireTimers());
    }

    public Scenario WhenStarted(string state, string? worker = null) => When(new ExecutionCommand.StartTask(TokenOf(state), worker));

    public Scenario WhenSubmitted(string state, string output = "{}") => When(new ExecutionCommand.SubmitTask(TokenOf(state), JsonText.Parse(output)));

    public Scenario WhenSucceeded(string state, string output = "{}") => When(new ExecutionCommand.CompleteTask(TokenOf(state), JsonText.Parse(output)));

    public Scenario WhenFailed(string state, string? error = "Broken", string? cause = null) => When(new ExecutionCommand.FailTask(TokenOf(state), error, cause));

    public Scenario WhenHeartbeat(string state) => When(new ExecutionCommand.HeartbeatTask(TokenOf(state)));

    public Scenario WhenStopped(string? error = null, string? cause = null) => When(new ExecutionCommand.StopExecution(error, cause));

    public Scenario WhenRedriven(string? clientToken = null) => When(new ExecutionCommand.RedriveExecution(clientToken));

    /// <summary>Redrives from the last entry of a state, or where it stood with another input.</summary>
    public Scenario WhenRedrivenFrom(string? state, string? input = null, int? revision = null) => When(new ExecutionCommand.RedriveExecution(null)
    {
        From = state is null ? null : LastEntry(state),
        Input = input is null ? null : JsonText.Parse(input),
        Revision = revision,
    });

    private RedrivePoint? LastEntry(string state)
    {
        RedrivePoint? last = null;
        var before = ExecutionState.Initial;
        foreach (var happened in _run.Events)
        {
            if (RedrivePoints.EnteredBy(before, happened) is { } entry && entry.State == state) last = entry;
            before = ExecutionEngine.Evolve(before, happened);
        }
        return last;
    }

    /// <summary>Runs on by itself: slices, retries and waits, every task answered with its input.</summary>
    public Scenario WhenRunToEnd()
    {
        _run.RunToEnd();
        return this;
    }

    /// <summary>The token of the task that is open in a state.</summary>
    public TaskToken TokenOf(string state) =>
        State.Frames.FirstOrDefault(frame => frame.State == state && frame.Task is not null)?.Task!.Token ?? throw new ScenarioException($"No task is open in '{state}'.");

    private static bool IsToldBy(string happened, string line) =>
        happened.StartsWith(line, StringComparison.Ordinal) && (happened.Length == line.Length || happened[line.Length] == ' ');

    private static string Join(IEnumerable<string> lines) => new StringBuilder().AppendJoin('\n', lines.Select(line => $"  {line}")).ToString();
}

/// <summary>What a scenario expected did not happen.</summary>
public sealed class ScenarioException(string message) : Exception(message);
