using Baton.Engine.Events;

namespace Baton.Engine.Tests.States;

public sealed class RetryTests
{
    [Fact]
    public void A_failed_task_is_scheduled_again_after_the_interval() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["E"], "IntervalSeconds": 5 }""")).Told()
            .WhenFailed("T", "E").Then("TaskFailed E", "RetryArmed +5s")
            .After(4.9).Then()
            .After(0.1).Then("TaskScheduled", "TaskStarted")
            .WhenSucceeded("T").Then("TaskSucceeded", "TaskStateExited T", "ExecutionSucceeded");

    [Theory]
    [InlineData("""{ "ErrorEquals": ["E"] }""", "1,2,4")]
    [InlineData("""{ "ErrorEquals": ["E"], "IntervalSeconds": 3, "BackoffRate": 1.5, "MaxAttempts": 4 }""", "3,4.5,6.75,10.125")]
    [InlineData("""{ "ErrorEquals": ["E"], "IntervalSeconds": 10, "MaxAttempts": 5, "MaxDelaySeconds": 45 }""", "10,20,40,45,45")]
    [InlineData("""{ "ErrorEquals": ["E"], "MaxAttempts": 0 }""", "")]
    [InlineData("""{ "ErrorEquals": ["E"], "IntervalSeconds": 0, "BackoffRate": 1e300, "MaxAttempts": 4 }""", "0,0,0,0")]
    [InlineData("""{ "ErrorEquals": ["E"], "IntervalSeconds": 1, "BackoffRate": 1e300, "MaxAttempts": 4 }""", "1,99999999,99999999,99999999")]
    [Proves("errors.delay")]
    public void Intervals_grow_to_their_cap_and_attempts_end(string retrier, string delays)
    {
        var run = new LocalExecution(Machines.Parse(Task(retrier)), new TaskAnswers().Fails("T", "E")).Start(Json.JsonText.EmptyObject).RunToEnd();
        run.State.Fails("E");
        Assert.Equal(delays, string.Join(',', run.Events.OfType<ExecutionEvent.RetryArmed>().Select(e => FormattableString.Invariant($"{(e.At - e.Timestamp).TotalSeconds}"))));
    }

    [Fact]
    public void Full_jitter_draws_between_nothing_and_the_interval()
    {
        var delays = new List<double>();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var run = new LocalExecution(
                Machines.Parse(Task("""{ "ErrorEquals": ["E"], "IntervalSeconds": 100, "MaxAttempts": 1, "JitterStrategy": "FULL" }""")), new TaskAnswers().Fails("T", "E"), new LocalOptions { Seed = seed });
            run.Start(Json.JsonText.EmptyObject).RunToEnd();
            var armed = run.Events.OfType<ExecutionEvent.RetryArmed>().Single();
            delays.Add((armed.At - armed.Timestamp).TotalSeconds);
        }
        Assert.All(delays, delay => Assert.InRange(delay, 0, 100));
        Assert.True(delays.Min() < 20 && delays.Max() > 80 && delays.Distinct().Count() > 40);
    }

    [Fact]
    [Proves("errors.count")]
    public void Each_retrier_counts_for_itself() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["A"], "MaxAttempts": 1 }, { "ErrorEquals": ["B"], "MaxAttempts": 1, "IntervalSeconds": 7 }""")).Told()
            .WhenFailed("T", "A").Then("TaskFailed A", "RetryArmed +1s").After(1).Told()
            .WhenFailed("T", "B").Then("TaskFailed B", "RetryArmed +7s").After(7).Told()
            .WhenFailed("T", "A").Then("TaskFailed A", "ExecutionFailed A");

    [Fact]
    [Proves("errors.first-retrier")]
    public void The_first_retrier_that_matches_decides_even_when_it_is_exhausted() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["E"], "MaxAttempts": 0 }, { "ErrorEquals": ["States.ALL"] }""")).Told()
            .WhenFailed("T", "E").Then("TaskFailed E", "ExecutionFailed E");

    [Fact]
    [Proves("errors.count")]
    public void Counters_start_over_when_the_state_is_entered_again() =>
        Scenario.Given(
            """
            { "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "Retry": [ { "ErrorEquals": ["E"], "MaxAttempts": 1 } ], "Next": "Again" },
              "Again": { "Type": "Choice", "Choices": [ { "Variable": "$", "IsNull": true, "Next": "End" } ], "Default": "T" }, "End": { "Type": "Succeed" } }
            """).Told()
            .WhenFailed("T", "E").After(1).WhenSucceeded("T").Told()
            .WhenFailed("T", "E").Then("TaskFailed E", "RetryArmed +1s");

    [Fact]
    public void The_number_of_retries_can_be_read() =>
        Scenario.Given(
            """
            { "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f", "Payload.$": "$$.State.RetryCount" },
                     "Retry": [ { "ErrorEquals": ["States.ALL"] } ], "End": true } }
            """)
            .Then("ExecutionStarted", "TaskStateEntered T", """TaskScheduled lambda:invoke {"FunctionName":"f","Payload":0}""", "TaskStarted")
            .WhenFailed("T").After(1).Told().WhenFailed("T").After(2).Then("TaskFailed Broken", "RetryArmed +2s", """TaskScheduled lambda:invoke {"FunctionName":"f","Payload":2}""", "TaskStarted");

    [Theory]
    [InlineData("States.ALL", "E", true)]
    [InlineData("States.TaskFailed", "E", true)]
    [InlineData("States.TaskFailed", "States.Timeout", false)]
    [InlineData("States.Timeout", "States.Timeout", true)]
    [InlineData("States.Timeout", "States.HeartbeatTimeout", true)]
    [InlineData("States.ALL", "States.Runtime", false)]
    [InlineData("States.Runtime", "States.Runtime", false)]
    [InlineData("E", "E2", false)]
    [InlineData("E", null, false)]
    [InlineData("States.ALL", null, true)]
    [Proves("errors.wildcards errors.runtime States.ALL States.TaskFailed")]
    public void A_retrier_means(string name, string? error, bool retried)
    {
        var scenario = Scenario.Given(Task($$"""{ "ErrorEquals": ["{{name}}"] }""")).Told().WhenFailed("T", error);
        Assert.Equal(retried, scenario.State.Root.WakeUpAt is not null);
    }

    private static string Task(string retriers) =>
        $$"""{ "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "Retry": [ {{retriers}} ], "End": true } }""";
}
