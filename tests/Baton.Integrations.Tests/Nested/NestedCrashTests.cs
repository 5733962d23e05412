using Baton.Engine.Events;
using Baton.Store;

namespace Baton.Integrations.Tests.Nested;

/// <summary>What a crash leaves of parents and children, at every turn that the process can end in.</summary>
public sealed class NestedCrashTests
{
    /// <summary>More than the turns that any of these runs takes.</summary>
    private const int TurnsMax = 400;

    [Theory]
    [InlineData("")]
    [InlineData(""","Name":"given" """)]
    public void Wherever_the_process_ends_between_start_and_submission_there_is_one_child_and_one_submission(string name)
    {
        for (var turns = 1; turns < TurnsMax; turns++)
        {
            var harness = Prepare(name);
            harness.BeginStart("parent");
            var isOver = Give(harness, turns);
            harness.Crash();
            if (harness.Of("parent").Count == 0) continue; // it was not started yet, and nobody was told that it was
            harness.Work();
            Assert.Equal(ExecutionStatus.Succeeded, harness.Only("child").Status);
            Assert.Equal(ExecutionStatus.Succeeded, harness.Only("parent").Status);
            Assert.Single(harness.Events(harness.Only("parent")), happened => happened is ExecutionEvent.TaskSubmitted);
            if (isOver) return;
        }
        Assert.Fail("The start takes more turns than were tried.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","Name":"given" """)]
    public void A_child_that_has_ended_before_the_crash_is_not_started_again(string name)
    {
        for (var turns = 1; turns < TurnsMax; turns++)
        {
            var harness = Prepare(name, """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true} } }""");
            harness.BeginStart("parent");
            var isOver = Give(harness, turns);
            harness.Crash();
            if (harness.Of("parent").Count == 0) continue;
            Assert.Equal(ExecutionStatus.Succeeded, harness.Only("child").Status);
            Assert.Equal(ExecutionStatus.Succeeded, harness.Only("parent").Status);
            if (isOver) return;
        }
        Assert.Fail("The run takes more turns than were tried.");
    }

    [Fact]
    public void Wherever_the_process_ends_after_a_parent_was_stopped_its_child_does_not_outlive_it()
    {
        for (var turns = 1; turns < TurnsMax; turns++)
        {
            var harness = Prepare("");
            harness.Start("parent");
            harness.BeginStop("parent");
            var isOver = Give(harness, turns);
            harness.Crash();
            if (harness.Only("parent").Status == ExecutionStatus.Aborted) Assert.Equal(ExecutionStatus.Aborted, harness.Only("child").Status);
            else Assert.Equal(ExecutionStatus.Running, harness.Only("child").Status);
            if (isOver) return;
        }
        Assert.Fail("The stop takes more turns than were tried.");
    }

    [Fact]
    public void A_parent_that_is_stopped_while_it_starts_its_child_leaves_none_running()
    {
        for (var turns = 1; turns < TurnsMax; turns++)
        {
            var harness = Prepare("");
            harness.BeginStart("parent");
            var isOver = Give(harness, turns);
            if (harness.Of("parent").Count == 0) continue;
            harness.Stop("parent");
            Assert.Equal(ExecutionStatus.Aborted, harness.Only("parent").Status);
            Assert.DoesNotContain(harness.Of("child"), row => row.Status == ExecutionStatus.Running);
            if (isOver) return;
        }
        Assert.Fail("The start takes more turns than were tried.");
    }

    [Theory]
    [InlineData(""","TimeoutSeconds":5 """, ExecutionStatus.Failed)]
    [InlineData("", ExecutionStatus.TimedOut)]
    public void A_task_or_a_machine_that_times_out_stops_the_child(string taskTimeout, ExecutionStatus expected)
    {
        var harness = new NestedHarness();
        harness.Machine("child", NestedHarness.Working);
        var definition = NestedHarness.Parent(".sync").Replace(",\"End\":true", $"{taskTimeout},\"End\":true", StringComparison.Ordinal);
        harness.Machine("parent", taskTimeout.Length > 0 ? definition : definition.Replace("{\"StartAt\"", "{\"TimeoutSeconds\":5,\"StartAt\"", StringComparison.Ordinal));
        harness.Start("parent");
        harness.Clock.Advance(TimeSpan.FromSeconds(6));
        harness.Turns.RunUntilIdle();
        Assert.Equal(expected, harness.Only("parent").Status);
        Assert.Equal(ExecutionStatus.Aborted, harness.Only("child").Status);
    }

    [Fact]
    public void A_stop_goes_down_to_grandchildren()
    {
        var harness = new NestedHarness();
        harness.Machine("grandchild", NestedHarness.Working);
        harness.Machine("child", NestedHarness.Parent(".sync:2", child: "grandchild"));
        harness.Machine("parent", NestedHarness.Parent(".sync:2"));
        harness.Start("parent");
        Assert.Equal(ExecutionStatus.Running, harness.Only("grandchild").Status);
        harness.Stop("parent");
        Assert.Equal(ExecutionStatus.Aborted, harness.Only("child").Status);
        Assert.Equal(ExecutionStatus.Aborted, harness.Only("grandchild").Status);
    }

    [Fact]
    public void A_branch_that_fails_stops_the_child_of_another_branch()
    {
        var harness = new NestedHarness();
        harness.Machine("child", NestedHarness.Working);
        var branch = NestedHarness.Parent(".sync");
        harness.Machine("parent", $$"""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{{branch}},
              {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"Next":"F"},"F":{"Type":"Fail","Error":"Bad"} } }]} } }
            """);
        harness.Start("parent");
        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        harness.Turns.RunUntilIdle();
        Assert.Equal(ExecutionStatus.Failed, harness.Only("parent").Status);
        Assert.Equal(ExecutionStatus.Aborted, harness.Only("child").Status);
    }

    [Fact]
    public void More_parents_wait_than_calls_may_be_under_way()
    {
        var harness = Prepare("");
        for (var i = 0; i < 600; i++) harness.Start("parent", $"n{i}");
        Assert.Equal(600, harness.Of("child").Count);
        for (var i = 0; i < 600; i++) harness.Work();
        Assert.All(harness.Of("parent"), row => Assert.Equal(ExecutionStatus.Succeeded, row.Status));
    }

    private static NestedHarness Prepare(string name, string? child = null)
    {
        var harness = new NestedHarness();
        harness.Machine("child", child ?? NestedHarness.Working);
        harness.Machine("parent", NestedHarness.Parent(".sync", name));
        return harness;
    }

    /// <summary>Gives so many turns.</summary>
    /// <returns>Whether nothing was left to do before they were over.</returns>
    private static bool Give(NestedHarness harness, int turns)
    {
        for (var i = 0; i < turns; i++)
        {
            if (!harness.Turns.RunOne()) return true;
        }
        return false;
    }
}
