using Baton.Client.Definitions;

namespace Baton.TestKit.Tests;

/// <summary>A user's view of the kit: mocks say what tasks answer, assertions say what is expected, and a failure shows what happened.</summary>
public sealed class DefinitionTestTests
{
    private static Definition Order { get; } = Definition.InJsonata(order =>
    {
        var charge = order.Task("Charge", Resource.Activity("charge"));
        var cool = order.WaitFor("Cool", TimeSpan.FromDays(30));
        var approve = order.Task("Approve", Resource.WaitForTaskToken("sqs", "sendMessage"));
        var declined = order.Fail("Declined", "Order.Declined", "No money");
        charge.Retry(new Retry("Card.Busy") { Interval = TimeSpan.FromSeconds(1), BackoffRate = 2, MaxAttempts = 3 })
            .Catch("Card.Declined", declined).Then(cool).Output(new { id = new Jsonata("$states.context.Execution.Input.id") }).Then(approve)
            .Arguments(new { QueueUrl = "q", MessageBody = new { token = new Jsonata("$states.context.Task.Token"), id = new Jsonata("$states.input.id") } })
            .Timeout(TimeSpan.FromHours(1)).End();
    });

    [Fact]
    public void A_month_and_three_attempts_pass_at_once()
    {
        var test = new DefinitionTest(Order);
        test.Task("Charge").Fails("Card.Busy", times: 2).Returns(new { paid = true });
        test.Task("Approve").Returns(new { approved = true });
        var run = test.Run(new { id = 7 }).Succeeded(new { approved = true })
            .Went("Charge", "Cool", "Approve").Retried("Charge", 2).Retried("Cool", 0).Waited("Cool", TimeSpan.FromDays(30)).NotVisited("Declined").Took(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(3));
        Assert.Equal(4, run.Calls.Count);
        Assert.Equal(7, run.Calls[0].InputAs<Input>()!.Id);
        Assert.Equal("ActivityScheduled", run.History[2].HistoryType);
        Assert.True(run.OutputAs<Approval>()!.Approved);
    }

    [Fact]
    public void A_task_may_compute_its_answer()
    {
        var test = new DefinitionTest(Definition.InJsonata(machine => machine.Map("Each", item => item.Task("Double", Resource.Activity("double")).End()).End()));
        test.Task("Double").Returns((int value) => value * 2);
        test.Run(new[] { 1, 2, 3 }).Succeeded(new[] { 2, 4, 6 }).Visited("Double", 3).Called("Double", 3);
    }

    [Fact]
    public void A_failure_a_timeout_and_a_wait_without_end_are_told_apart()
    {
        var declined = new DefinitionTest(Order);
        declined.Task("Charge").Fails("Card.Declined", "too much");
        declined.Run(new { id = 7 }).Failed("Order.Declined").Went("Charge", "Declined");

        var silent = new DefinitionTest(Order);
        silent.Task("Charge").Returns(new { });
        silent.Task("Approve").StaysSilent();
        silent.Run(new { id = 7 }).Failed("States.Timeout").Took(TimeSpan.FromDays(30) + TimeSpan.FromHours(1)).Recorded("TaskScheduled", "TaskTimedOut", "ExecutionFailed");

        var endless = new DefinitionTest(Definition.InJsonata(machine => machine.Task("Wait", Resource.Activity("wait")).End()));
        endless.Task("Wait").StaysSilent();
        endless.Run().StillRuns();

        var timed = new DefinitionTest(Definition.InJsonata(machine => machine.Timeout(TimeSpan.FromMinutes(1)).WaitFor("Wait", TimeSpan.FromHours(1)).End()));
        timed.Run().TimedOut().Took(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_failed_assertion_shows_the_path()
    {
        var test = new DefinitionTest(Order);
        test.Task("Charge").Fails("Card.Busy").Returns(new { paid = true });
        test.Task("Approve").Returns(new { approved = true });
        var failure = Assert.Throws<ExecutionAssertionException>(() => test.Run(new { id = 7 }).Went("Charge", "Approve"));
        Assert.Equal(
            """
            Expected the path
              Charge → Approve
            found
              Charge → Cool → Approve
            they differ at state 2: 'Approve' was expected, 'Cool' found.

            The execution: SUCCEEDED {"approved":true}, after 30:0:00:01
              +0:00:00 Charge [Task] (1 retry) {"paid":true}
              +0:00:01 Cool [Wait] {"id":7}
              +30:0:00:01 Approve [Task] {"approved":true}

            """, failure.Message);
    }

    [Fact]
    public void Each_assertion_can_fail()
    {
        var test = new DefinitionTest(Order);
        test.Task("Charge").Fails("Card.Declined");
        var run = test.Run(new { id = 7 });
        Fails("Expected SUCCEEDED, found FAILED with Order.Declined: No money.", () => run.Succeeded());
        Fails("Expected SUCCEEDED", () => run.OutputAs<Input>());
        Fails("Expected FAILED with Other, found FAILED with Order.Declined", () => run.Failed("Other"));
        Fails("Expected TIMED_OUT", () => run.TimedOut());
        Fails("Expected RUNNING", () => run.StillRuns());
        Fails("Expected 'Cool' to be visited, found 0 visits.", () => run.Visited("Cool"));
        Fails("Expected 'Charge' to be visited 0 times, found 1 visits.", () => run.NotVisited("Charge"));
        Fails("Expected 'Charge' to be tried again 1 times, found 0.", () => run.Retried("Charge", 1));
        Fails("Expected it to take 0:00:05, found 0:00:00.", () => run.Took(TimeSpan.FromSeconds(5)));
        Fails("found\n  {\"id\":7}", () => run.Called("Charge", new { id = 8 }));
        Fails("found no 'ActivitySucceeded' where it should be among\n  ExecutionStarted, TaskStateEntered", () => run.Recorded("ExecutionStarted", "ActivitySucceeded"));
        Fails("Expected 'Declined' to take", () => run.Waited("Declined", TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_task_without_a_mock_fails_the_test_unless_it_may_echo()
    {
        var missing = Assert.Throws<ExecutionAssertionException>(() => new DefinitionTest(Order).Run(new { id = 7 }));
        Assert.Contains("'Charge' calls arn:aws:states:us-east-1:000000000000:activity:charge, and has no mock: say test.Task(\"Charge\").Returns(…).", missing.Message, StringComparison.Ordinal);
        var echo = Definition.InJsonata(machine => machine.Task("Echo", Resource.Activity("echo")).End());
        new DefinitionTest(echo) { EchoesUnmocked = true }.Run(new { id = 7 }).Succeeded(new { id = 7 });
    }

    [Fact]
    public void A_mock_of_a_state_that_is_not_there_names_those_that_are()
    {
        var test = new DefinitionTest(Order);
        Assert.Contains("no state 'Charg'; its Task states are 'Charge', 'Approve'.", Assert.Throws<ArgumentException>(() => test.Task("Charg")).Message, StringComparison.Ordinal);
        Assert.Contains("'Cool' is a Wait state, and only Task states have mocks", Assert.Throws<ArgumentException>(() => test.Task("Cool")).Message, StringComparison.Ordinal);
    }

    private static void Fails(string words, Func<object?> assertion) => Assert.Contains(words, Assert.Throws<ExecutionAssertionException>(() => assertion()).Message, StringComparison.Ordinal);

    private sealed record Input(int Id);

    private sealed record Approval(bool Approved);
}
