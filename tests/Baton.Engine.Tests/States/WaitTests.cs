using Baton.Engine.Commands;

namespace Baton.Engine.Tests.States;

public sealed class WaitTests
{
    [Fact]
    public void A_wait_ends_when_its_seconds_are_over() =>
        Scenario.Given("""{ "W": { "Type": "Wait", "Seconds": 10, "End": true } }""", """{"x":1}""")
            .Then("ExecutionStarted", "WaitStateEntered W", "WaitArmed +10s")
            .After(9.999).Then()
            .After(0.001).Then("""WaitStateExited W {"x":1}""", "ExecutionSucceeded");

    [Theory]
    [InlineData(""" "SecondsPath": "$.s" """, """{"s":3}""", 3)]
    [InlineData(""" "Timestamp": "2026-01-01T00:01:00Z" """, "{}", 60)]
    [InlineData(""" "TimestampPath": "$.t" """, """{"t":"2026-01-01T01:00:05+01:00"}""", 5)]
    [InlineData(""" "TimestampPath": "$.t" """, """{"t":"2026-01-01T00:00:05.999Z"}""", 5)] // fractions are cut off
    public void It_waits_until(string field, string input, double seconds) =>
        Scenario.Given($$"""{ "W": { "Type": "Wait", {{field}}, "End": true } }""", input)
            .Then("ExecutionStarted", "WaitStateEntered W", FormattableString.Invariant($"WaitArmed +{seconds}s"));

    [Theory]
    [InlineData(""" "Seconds": 0 """)]
    [InlineData(""" "Timestamp": "2020-01-01T00:00:00Z" """)]
    [Proves("run.wait-past")]
    public void What_is_over_is_not_waited_for(string field) =>
        Scenario.Given($$"""{ "W": { "Type": "Wait", {{field}}, "End": true } }""").Then("ExecutionStarted", "WaitStateEntered W", "WaitStateExited W", "ExecutionSucceeded");

    [Theory]
    [InlineData("SecondsPath", "-1", "The SecondsPath parameter references a negative value: $.v == -1")]
    [InlineData("SecondsPath", "-1.5", "The SecondsPath parameter cannot be parsed as a long value: $.v == -1.5")]
    [InlineData("SecondsPath", "100000000", "Wait state delay is too long.")]
    [InlineData("TimestampPath", "\"2016-12-05\"", "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.v == 2016-12-05")]
    [InlineData("TimestampPath", "\"2094-02-01T00:00:00Z\"", "Wait state delay is too long.")]
    public void A_bad_value_fails_the_execution(string field, string value, string cause) =>
        Scenario.Given($$"""{ "W": { "Type": "Wait", "{{field}}": "$.v", "End": true } }""", $$"""{"v":{{value}}}""").State
            .FailsWith("States.Runtime", $"An error occurred while executing the state 'W' (entered at the event id #2). {cause}");

    [Fact]
    public void A_missing_value_fails_the_execution() =>
        Scenario.Given("""{ "W": { "Type": "Wait", "SecondsPath": "$.v", "End": true } }""").State.FailsWith(
            "States.Runtime", "An error occurred while executing the state 'W' (entered at the event id #2). The SecondsPath parameter does not reference an input value: $.v");

    [Fact]
    public void A_timer_that_fires_early_or_again_does_nothing() =>
        Scenario.Given("""{ "W": { "Type": "Wait", "Seconds": 1, "Next": "X" }, "X": { "Type": "Wait", "Seconds": 100, "End": true } }""").Told()
            .When(new ExecutionCommand.FireTimers()).Then()
            .After(1).Then("WaitStateExited W", "WaitStateEntered X", "WaitArmed +100s")
            .When(new ExecutionCommand.FireTimers()).Then();

    [Fact]
    public void A_timer_that_fires_late_does_not_lengthen_what_follows_it() =>
        Scenario.Given("""{ "W": { "Type": "Wait", "Seconds": 1, "Next": "X" }, "X": { "Type": "Wait", "Seconds": 2, "End": true } }""").Told()
            .After(5).Then("WaitStateExited W", "WaitStateEntered X", "WaitArmed +2s");
}
