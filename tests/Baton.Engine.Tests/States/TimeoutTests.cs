namespace Baton.Engine.Tests.States;

/// <summary>The timeouts and heartbeats of tasks.</summary>
public sealed class TimeoutTests
{
    private const string Activity = "arn:aws:states:us-east-1:000000000000:activity:A";
    private const string Service = "arn:aws:states:::lambda:invoke";
    private const string Token = "arn:aws:states:::lambda:invoke.waitForTaskToken";

    [Fact]
    public void The_clock_of_a_service_task_runs_from_its_start() =>
        Scenario.Given(Task(Service, """ "TimeoutSeconds": 30 """))
            .Then("ExecutionStarted", "TaskStateEntered T", """TaskScheduled lambda:invoke {"FunctionName":"f","Payload":{"t":1}} timeout 30s""", "TaskStarted")
            .After(29.999).Then()
            .After(0.001).Then("TaskTimedOut States.Timeout", "ExecutionFailed States.Timeout");

    [Fact]
    [Proves("run.activity States.Timeout")]
    public void The_clock_of_an_activity_runs_from_the_moment_a_worker_takes_it() =>
        Scenario.Given(Task(Activity, """ "TimeoutSeconds": 30 """)).Told()
            .After(1000).Then()
            .WhenStarted("T").Told()
            .After(30).Then("ActivityTimedOut States.Timeout", "ExecutionFailed States.Timeout");

    [Fact]
    [Proves("run.heartbeat")]
    public void A_heartbeat_starts_its_interval_over() =>
        Scenario.Given(Task(Activity, """ "TimeoutSeconds": 100, "HeartbeatSeconds": 10 """)).WhenStarted("T").Told()
            .After(9).Then()
            .WhenHeartbeat("T").Then("HeartbeatReceived")
            .After(9).Then()
            .After(1).Then("ActivityTimedOut States.Timeout", "ExecutionFailed States.Timeout");

    [Fact]
    public void Heartbeats_do_not_prolong_the_timeout()
    {
        var scenario = Scenario.Given(Task(Activity, """ "TimeoutSeconds": 15, "HeartbeatSeconds": 10 """)).WhenStarted("T");
        scenario.After(8).WhenHeartbeat("T").Told().After(7).Then("ActivityTimedOut States.Timeout", "ExecutionFailed States.Timeout");
    }

    [Fact]
    public void A_heartbeat_without_an_interval_leaves_no_trace() => Scenario.Given(Task(Activity)).WhenStarted("T").Told().WhenHeartbeat("T").Then();

    [Fact]
    public void The_heartbeat_of_a_token_task_starts_when_the_service_has_taken_it() =>
        Scenario.Given(Task(Token, """ "HeartbeatSeconds": 10 """)).Told()
            .After(100).Then()
            .WhenSubmitted("T").Then("TaskSubmitted")
            .After(10).Then("TaskTimedOut States.Timeout", "ExecutionFailed States.Timeout");

    [Fact]
    public void Spans_can_come_from_the_input() =>
        Scenario.Given(Task(Activity, """ "TimeoutSecondsPath": "$.t", "HeartbeatSecondsPath": "$.h" """), """{"t":20,"h":5}""")
            .Then("ExecutionStarted", "TaskStateEntered T", """ActivityScheduled A {"t":20,"h":5} timeout 20s heartbeat 5s""");

    [Fact]
    public void A_span_that_is_not_there_fails_the_execution() =>
        Scenario.Given(Task(Activity, """ "TimeoutSecondsPath": "$.gone" """)).State.FailsWith(
            "States.Runtime", "An error occurred while executing the state 'T' (entered at the event id #2). Invalid path '$.gone' : No results for path: $['gone']");

    [Fact]
    public void A_result_that_comes_before_the_timer_is_taken() =>
        Scenario.Given(Task(Service, """ "TimeoutSeconds": 1 """)).WhenSucceeded("T", "1").After(1).State.Gives("1");

    private static string Task(string resource, string fields = "\"Comment\": \"\"") =>
        $$"""
        { "T": { "Type": "Task", "Resource": "{{resource}}", {{(resource == Activity ? "" : """ "Parameters": { "FunctionName": "f", "Payload": { "t": 1 } }, """)}} {{fields}}, "End": true } }
        """;
}
