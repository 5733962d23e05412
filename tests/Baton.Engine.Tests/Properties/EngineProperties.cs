using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Storage;

namespace Baton.Engine.Tests.Properties;

/// <summary>What holds for any definition and any order of commands.</summary>
public sealed class EngineProperties
{
    private static readonly JsonText Input = JsonText.Parse("""{"items":[1,{"two":2},[3]],"text":"é"}""");

    [Fact]
    public void Replaying_the_log_gives_the_live_state() => Property.Check(runs: 400, random =>
    {
        var run = new LocalExecution(Any(random), options: new LocalOptions { Seed = (ulong)random.Next(), Limits = AnyLimits(random) }).Start(Input);
        var replayed = ExecutionState.Initial;
        var stored = 0;
        for (var commands = 0; commands < 60; commands++)
        {
            run.Send(AnyCommand(random, run));
            if (run.Events.Count == stored) continue;
            foreach (var happened in EventCodec.Decode(EventCodec.Encode([.. run.Events.Skip(stored)]))) replayed = ExecutionEngine.Evolve(replayed, happened);
            stored = run.Events.Count;
            Assert.Equal(CanonicalText.Of(run.State), CanonicalText.Of(replayed));
        }
    });

    [Fact]
    public void A_rejected_command_leaves_no_trace() => Property.Check(runs: 200, random =>
    {
        var run = new LocalExecution(Any(random), options: new LocalOptions { Seed = (ulong)random.Next() }).Start(Input);
        for (var commands = 0; commands < 40; commands++)
        {
            var (before, events) = (run.State, run.Events.Count);
            if (run.Send(AnyCommand(random, run)) is Decision.Rejected) Assert.Equal((true, events), (ReferenceEquals(before, run.State), run.Events.Count));
        }
    });

    [Fact]
    public void A_run_in_slices_of_one_state_has_the_same_history_as_one_in_a_single_slice() => Property.Check(runs: 300, random =>
    {
        var (definition, seed) = (Any(random), random.Next());
        var whole = new StateDriver(definition, seed);
        var sliced = new StateDriver(definition, seed, statesPerDecision: 1);
        whole.RunToEnd(Input, redrives: 2);
        sliced.RunToEnd(Input, redrives: 2);
        Assert.Equal(Lines(whole.Log), Lines(sliced.Log));
    });

    [Fact]
    public void An_execution_that_is_restarted_after_every_commit_goes_on_to_the_same_end() => Property.Check(runs: 300, random =>
    {
        var (definition, seed) = (Any(random), random.Next());
        var steady = new StateDriver(definition, seed, statesPerDecision: 1);
        var restarted = new StateDriver(definition, seed, statesPerDecision: 1, restarts: true);
        Assert.Equal(CanonicalText.Of(steady.RunToEnd(Input, redrives: 2)), CanonicalText.Of(restarted.RunToEnd(Input, redrives: 2)));
        Assert.Equal(Lines(steady.Log), Lines(restarted.Log));
    });

    [Fact]
    public void Histories_have_no_gap_and_look_back_only() => Property.Check(runs: 300, random =>
    {
        var driver = new StateDriver(Any(random), random.Next());
        var end = driver.RunToEnd(Input, redrives: 2);
        var shown = driver.Log.Where(happened => happened.HistoryType is not null).ToList();
        for (var i = 0; i < shown.Count; i++) Assert.Equal((i + 1L, true), (shown[i].Id, shown[i].PreviousId < shown[i].Id));
        Assert.All(driver.Log.Where(happened => happened.HistoryType is null), fact => Assert.Equal(0, fact.Id));
        Assert.True(end.Outcome is not null && end.NextWakeUp is null && !ExecutionEngine.PendingEffects(end).Any());
    });

    [Fact]
    public void What_had_succeeded_is_not_run_again() => Property.Check(runs: 300, random =>
    {
        var driver = new StateDriver(Any(random), random.Next());
        var first = driver.RunToEnd(Input);
        var before = driver.Log.Count;
        if (first.Status == RunStatus.Succeeded || first.Outcome!.Error == StateErrors.DataLimitExceeded) return;
        var left = driver.Log.OfType<ExecutionEvent.StateExited>().Where(exited => exited.Frame == Frame.RootId).Select(exited => exited.Name).ToHashSet();
        driver.Redrive();
        Assert.IsType<ExecutionEvent.ExecutionRedriven>(driver.Log[before]);
        Assert.DoesNotContain(driver.Log.Skip(before), happened => happened is ExecutionEvent.StateEntered { Frame: Frame.RootId } entered && left.Contains(entered.Name));
    });

    [Fact]
    public void Random_machines_reach_every_event_that_a_run_can_reach()
    {
        var reached = new HashSet<string>();
        for (var seed = 1; seed <= 400; seed++)
        {
            var driver = new StateDriver(Any(new Random(seed)), seed);
            driver.RunToEnd(Input, redrives: 2);
            reached.UnionWith(driver.Log.Select(happened => happened.GetType().Name));
        }
        var missing = EventSamples.All.Select(happened => happened.GetType().Name).Distinct().Except(reached).Order(StringComparer.Ordinal);
        Assert.Equal([nameof(ExecutionEvent.ExecutionAborted), nameof(ExecutionEvent.HeartbeatReceived)], missing);
    }

    private static StateMachine Any(Random random) => Machines.Parse(RandomMachine.Text(random));

    private static EngineLimits AnyLimits(Random random) => EngineLimits.Default with
    {
        StatesPerDecisionMax = random.Next(3) == 0 ? random.Next(1, 5) : 1_000,
        HistoryEventsMax = random.Next(5) == 0 ? random.Next(5, 60) : 25_000,
        PayloadBytesMax = random.Next(5) == 0 ? random.Next(50, 400) : 262_144,
    };

    /// <summary>Anything that may come, fitting or not.</summary>
    private static ExecutionCommand AnyCommand(Random random, LocalExecution run)
    {
        var tasks = run.State.Frames.Where(frame => frame.Task is not null).Select(frame => frame.Task!.Token).ToList();
        var token = tasks.Count > 0 && random.Next(8) != 0 ? tasks[random.Next(tasks.Count)] : new TaskToken(0, 1, random.Next(4), 1, 2);
        switch (random.Next(tasks.Count > 0 ? 12 : 4))
        {
            case 0 when random.Next(5) == 0: return new ExecutionCommand.RedriveExecution(random.Next(2) == 0 ? "t" : null) { Input = random.Next(3) == 0 ? Input : null };
            case 0 when random.Next(10) == 0: return new ExecutionCommand.StopExecution("stopped", null);
            case 0 or 1: return new ExecutionCommand.ContinueExecution();
            case 2 or 3:
                run.Advance(TimeSpan.FromMilliseconds(random.Next(0, 20_000)));
                return new ExecutionCommand.FireTimers();
            case 4: return new ExecutionCommand.HeartbeatTask(token);
            case 5: return new ExecutionCommand.StartExecution(run.State.Identity);
            case 6: return new ExecutionCommand.SubmitTask(token, JsonText.EmptyObject);
            case 7 or 8: return new ExecutionCommand.StartTask(token, "w");
            case 9: return new ExecutionCommand.FailTask(token, random.Next(2) == 0 ? "E1" : null, "cause", TaskFailureKind.Failed);
            default: return new ExecutionCommand.CompleteTask(token, JsonText.Parse("""{"r":[1]}"""));
        }
    }

    private static string Lines(IEnumerable<ExecutionEvent> log) =>
        string.Join('\n', log.Select(happened => $"{happened.Id}<{happened.PreviousId} f{happened.Frame} {happened.Timestamp:O} {EventText.Of(happened)}"));
}
