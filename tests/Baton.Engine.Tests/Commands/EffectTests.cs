using Baton.Engine.Commands;

namespace Baton.Engine.Tests.Commands;

/// <summary>What an execution owes to the outside, computed from its state.</summary>
public sealed class EffectTests
{
    private const string Activity = """{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "HeartbeatSeconds": 5, "End": true } }""";
    private const string Token = """{ "T": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "QueueUrl": "q", "MessageBody.$": "$$.Task.Token" }, "End": true } }""";

    [Fact]
    public void An_activity_is_owed_until_a_worker_has_it()
    {
        var scenario = Scenario.Given(Activity);
        Assert.Equal(scenario.TokenOf("T"), Assert.IsType<Effect.DispatchActivity>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State))).Task.Token);
        Assert.Empty(ExecutionEngine.PendingEffects(scenario.WhenStarted("T").State));
    }

    [Fact]
    public void A_call_is_owed_until_the_service_has_answered()
    {
        var scenario = Scenario.Given(Token);
        Assert.IsType<Effect.InvokeTask>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State)));
        Assert.Empty(ExecutionEngine.PendingEffects(scenario.WhenSubmitted("T").State));
    }

    [Fact]
    public void Whoever_waits_for_time_owes_nothing() =>
        Assert.Empty(ExecutionEngine.PendingEffects(Scenario.Given("""{ "W": { "Type": "Wait", "Seconds": 5, "End": true } }""").State));

    [Fact]
    public void New_effects_are_those_of_one_decision()
    {
        var scenario = Scenario.Given(Activity);
        var started = (Decision.Accepted)ExecutionEngine.Decide(scenario.State, new ExecutionCommand.StartTask(scenario.TokenOf("T"), null), scenario.Run.Context());
        Assert.Empty(ExecutionEngine.NewEffects(started));
        var retry = Scenario.Given(Activity.Replace("\"End\"", "\"Retry\": [ { \"ErrorEquals\": [\"States.ALL\"] } ], \"End\"", StringComparison.Ordinal)).WhenFailed("T");
        retry.Run.Advance(TimeSpan.FromSeconds(1));
        var again = (Decision.Accepted)ExecutionEngine.Decide(retry.State, new ExecutionCommand.FireTimers(), retry.Run.Context());
        Assert.IsType<Effect.DispatchActivity>(Assert.Single(ExecutionEngine.NewEffects(again)));
    }

    [Fact]
    public void A_closed_execution_owes_nothing() => Assert.Empty(ExecutionEngine.PendingEffects(Scenario.Given(Activity).WhenStopped().State));

    [Fact]
    public void Every_open_execution_has_an_effect_a_wake_up_or_an_open_task()
    {
        foreach (var scenario in (Scenario[])[Scenario.Given(Activity), Scenario.Given(Activity).WhenStarted("T"), Scenario.Given(Token), Scenario.Given(Token).WhenSubmitted("T")])
        {
            var state = scenario.State;
            Assert.True(state.NextWakeUp is not null || state.Frames.Any(frame => frame.Task is not null) || ExecutionEngine.PendingEffects(state).Any());
        }
    }
}
