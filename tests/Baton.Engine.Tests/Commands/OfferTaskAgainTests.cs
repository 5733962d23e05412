using Baton.Engine.Commands;

namespace Baton.Engine.Tests.Commands;

public sealed class OfferTaskAgainTests
{
    private const string Work = """{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "End": true } }""";

    [Fact]
    public void A_task_that_was_handed_out_is_owed_again_until_another_worker_has_it()
    {
        var scenario = Scenario.Given(Work).WhenStarted("T", "first").Told();
        Assert.Empty(ExecutionEngine.PendingEffects(scenario.State));

        var token = scenario.TokenOf("T");
        scenario.When(new ExecutionCommand.OfferTaskAgain(token)).Then("TaskOfferedAgain");
        Assert.Equal(token, Assert.IsType<Effect.DispatchActivity>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State))).Task.Token);
        scenario.When(new ExecutionCommand.OfferTaskAgain(token)).Then(); // it is offered already

        scenario.After(30).Told().WhenStarted("T", "second").Then("TaskHandedOutAgain");
        Assert.Empty(ExecutionEngine.PendingEffects(scenario.State));
        Assert.Equal(scenario.Run.Now, scenario.State.Root.Task!.HandedOutAt);
        scenario.WhenStarted("T").ThenRejected(RejectionKind.TaskAlreadyStarted);
        scenario.When(new ExecutionCommand.CompleteTask(token, Json.JsonText.EmptyObject)).Then("ActivitySucceeded {}", "TaskStateExited T {}", "ExecutionSucceeded {}");
    }

    [Fact]
    public void A_task_that_no_worker_had_is_offered_as_it_is() =>
        Scenario.Given(Work).Told().When(new ExecutionCommand.OfferTaskAgain(Scenario.Given(Work).TokenOf("T"))).Then();

    [Fact]
    public void A_task_that_has_ended_is_not_offered_again()
    {
        var scenario = Scenario.Given(Work).WhenStarted("T");
        var token = scenario.TokenOf("T");
        scenario.WhenSucceeded("T").Told().When(new ExecutionCommand.OfferTaskAgain(token)).ThenRejected(RejectionKind.TaskNotOpen);
    }
}
