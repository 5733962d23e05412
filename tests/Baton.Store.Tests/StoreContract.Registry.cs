namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_machine_is_found_by_its_ARN_with_its_present_revision()
    {
        var machine = Given.Machine(1);
        await CommitAsync(new StoreChange.PutStateMachine(machine));

        Assert.Equal(machine, await Store.FindStateMachineAsync(machine.Arn, Cancel));
        Assert.Equal(machine.Revision, await Store.FindRevisionAsync(1, 1, Cancel));
        Assert.Null(await Store.FindStateMachineAsync("arn:other", Cancel));
        Assert.Null(await Store.FindRevisionAsync(1, 2, Cancel));
        Assert.Null(await Store.FindRevisionAsync(2, 1, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("ü€🙂\r\n\t\"'")]
    public async Task Texts_come_back_as_they_were(string text)
    {
        var revision = Given.Machine(1).Revision with { Definition = text, Settings = text + text, RoleArn = text, RevisionId = text };
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1) with { Revision = revision, Name = text, Arn = text }));
        Assert.Equal(revision, (await Store.FindStateMachineAsync(text, Cancel))!.Revision);
    }

    [Fact]
    public async Task A_definition_of_a_mebibyte_comes_back_as_it_was()
    {
        var revision = Given.Machine(1).Revision with { Definition = string.Concat(Enumerable.Repeat("größe🙂 ", 1 << 17)) };
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1) with { Revision = revision }));
        Assert.Equal(revision, await Store.FindRevisionAsync(1, 1, Cancel));
    }

    [Fact]
    public async Task An_update_makes_a_revision_and_the_earlier_one_stays()
    {
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1)));
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1, revision: 2)));

        Assert.Equal(Given.Machine(1, revision: 2), await Store.FindStateMachineAsync(Given.Machine(1).Arn, Cancel));
        Assert.Equal(Given.Machine(1).Revision, await Store.FindRevisionAsync(1, 1, Cancel));
        Assert.Equal(Given.Machine(1, revision: 2).Revision, await Store.FindRevisionAsync(1, 2, Cancel));
    }

    [Fact]
    public async Task A_machine_is_marked_as_deleting_and_stays_in_the_registry()
    {
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1)));
        var deleting = Given.Machine(1) with { Deleting = true };
        await CommitAsync(new StoreChange.PutStateMachine(deleting));

        Assert.Equal(deleting, await Store.FindStateMachineAsync(deleting.Arn, Cancel));
        Assert.Equal([deleting.Summary], await Store.ListStateMachinesAsync(deleting.Region, "", 100, Cancel));
    }

    [Fact]
    public async Task Machines_whose_deletion_is_not_finished_are_listed_from_every_region()
    {
        StateMachineRow[] deleting = [Given.Machine(2, region: "us-east-1") with { Deleting = true }, Given.Machine(4) with { Deleting = true }];
        await CommitAsync([.. deleting.Reverse().Append(Given.Machine(1)).Append(Given.Machine(3)).Select(row => new StoreChange.PutStateMachine(row))]);
        Assert.Equal(deleting, await Store.ListDeletingAsync(Cancel));

        await CommitAsync(new StoreChange.RemoveStateMachine(2), new StoreChange.PutStateMachine(Given.Machine(4)));
        Assert.Empty(await Store.ListDeletingAsync(Cancel));
    }

    [Fact]
    public async Task Machines_are_listed_by_region_in_the_order_of_their_names()
    {
        await CommitAsync(
            new StoreChange.PutStateMachine(Given.Machine(3)),
            new StoreChange.PutStateMachine(Given.Machine(1)),
            new StoreChange.PutStateMachine(Given.Machine(2, region: "us-east-1")),
            new StoreChange.PutStateMachine(Given.Machine(4, revision: 7)));

        Assert.Equal([Given.Machine(1).Summary, Given.Machine(3).Summary, Given.Machine(4, revision: 7).Summary], await Store.ListStateMachinesAsync("eu-central-1", "", 100, Cancel));
        Assert.Equal([Given.Machine(3).Summary], await Store.ListStateMachinesAsync("eu-central-1", "machine-1", 1, Cancel));
        Assert.Equal([Given.Machine(2, region: "us-east-1").Summary], await Store.ListStateMachinesAsync("us-east-1", "", 100, Cancel));
        Assert.Empty(await Store.ListStateMachinesAsync("eu-west-1", "", 100, Cancel));
    }

    [Fact]
    public async Task A_machine_without_executions_is_removed_with_its_revisions()
    {
        await CommitAsync(
            new StoreChange.PutStateMachine(Given.Machine(1)),
            new StoreChange.PutStateMachine(Given.Machine(1, revision: 2)),
            new StoreChange.PutStateMachine(Given.Machine(2)));
        await CommitAsync(new StoreChange.RemoveStateMachine(1));

        Assert.Null(await Store.FindStateMachineAsync(Given.Machine(1).Arn, Cancel));
        Assert.Null(await Store.FindRevisionAsync(1, 1, Cancel));
        Assert.Null(await Store.FindRevisionAsync(1, 2, Cancel));
        Assert.Equal([Given.Machine(2).Summary], await Store.ListStateMachinesAsync("eu-central-1", "", 100, Cancel));
    }

    [Fact]
    public async Task The_revisions_of_a_removed_machine_stay_while_executions_of_it_are_stored()
    {
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1)), Given.Append(Given.Running(1).Closed()));
        await CommitAsync(new StoreChange.RemoveStateMachine(1));

        Assert.Null(await Store.FindStateMachineAsync(Given.Machine(1).Arn, Cancel));
        Assert.Equal(Given.Machine(1).Revision, await Store.FindRevisionAsync(1, 1, Cancel));
    }

    [Fact]
    public async Task Removing_what_is_not_there_changes_nothing() => await CommitAsync(
        new StoreChange.RemoveStateMachine(1), new StoreChange.RemoveActivity(1), new StoreChange.RemoveVersion(1, 1), new StoreChange.RemoveAlias(1, 1));

    [Fact]
    public async Task Type_counters_and_tags_of_a_machine_come_back_as_they_were()
    {
        var machine = Given.Machine(1) with { Type = StateMachineType.Express, LastVersion = 7, LastAlias = 3, Tags = """{"größe":""}""" };
        await CommitAsync(new StoreChange.PutStateMachine(machine));
        Assert.Equal(machine, await Store.FindStateMachineAsync(machine.Arn, Cancel));

        await CommitAsync(new StoreChange.PutStateMachine(machine with { LastVersion = 8, LastAlias = 4, Tags = "{}" }));
        Assert.Equal(machine with { LastVersion = 8, LastAlias = 4, Tags = "{}" }, await Store.FindStateMachineAsync(machine.Arn, Cancel));
        Assert.Equal([machine.Summary], await Store.ListStateMachinesAsync(machine.Region, "", 10, Cancel));
    }

    [Fact]
    public async Task An_ARN_belongs_to_one_machine_until_that_is_removed()
    {
        await CommitAsync(new StoreChange.PutStateMachine(Given.Machine(1)));
        var successor = Given.Machine(2) with { Arn = Given.Machine(1).Arn };
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(new StoreChange.PutStateMachine(successor)));
        Assert.Equal(1, (await Store.FindStateMachineAsync(successor.Arn, Cancel))!.Id);
        Assert.Null(await Store.FindRevisionAsync(2, 1, Cancel));

        await CommitAsync(new StoreChange.RemoveStateMachine(1), new StoreChange.PutStateMachine(successor));
        Assert.Equal(successor, await Store.FindStateMachineAsync(successor.Arn, Cancel));
    }

    [Fact]
    public async Task An_activity_is_written_found_and_removed()
    {
        await CommitAsync(new StoreChange.PutActivity(Given.Activity(1)));
        Assert.Equal(Given.Activity(1), await Store.FindActivityAsync(Given.Activity(1).Arn, Cancel));

        var tagged = Given.Activity(1) with { Settings = """{"a":1}""", Tags = """{"größe":""}""" };
        await CommitAsync(new StoreChange.PutActivity(tagged));
        Assert.Equal(tagged, await Store.FindActivityAsync(tagged.Arn, Cancel));

        await CommitAsync(new StoreChange.RemoveActivity(1));
        Assert.Null(await Store.FindActivityAsync(Given.Activity(1).Arn, Cancel));
    }

    [Fact]
    public async Task Activities_are_listed_by_region_in_the_order_of_creation()
    {
        await CommitAsync([.. new[] { Given.Activity(3), Given.Activity(1), Given.Activity(2, "us-east-1") }.Select(row => new StoreChange.PutActivity(row))]);

        Assert.Equal([Given.Activity(1), Given.Activity(3)], await Store.ListActivitiesAsync("eu-central-1", 0, 100, Cancel));
        Assert.Equal([Given.Activity(3)], await Store.ListActivitiesAsync("eu-central-1", 1, 1, Cancel));
        Assert.Equal([Given.Activity(2, "us-east-1")], await Store.ListActivitiesAsync("us-east-1", 0, 100, Cancel));
    }

    [Fact]
    public async Task An_ARN_belongs_to_one_activity()
    {
        await CommitAsync(new StoreChange.PutActivity(Given.Activity(1)));
        await Assert.ThrowsAsync<StoreConflictException>(
            () => CommitAsync(new StoreChange.PutActivity(Given.Activity(2) with { Arn = Given.Activity(1).Arn })));
    }

    [Fact]
    public async Task A_connection_is_written_replaced_found_and_removed()
    {
        var row = Given.Connection(1);
        await CommitAsync(new StoreChange.PutConnection(row));
        Assert.Equal(Given.Text(row), Given.Text(await Store.FindConnectionAsync(row.Region, row.Name, Cancel)));
        Assert.Null(await Store.FindConnectionAsync("us-east-1", row.Name, Cancel));

        var other = row with { Arn = row.Arn + "-2", CreatedAt = row.CreatedAt.AddDays(1), Settings = "{}", Secrets = new byte[] { 0, 255, 0 } };
        await CommitAsync(new StoreChange.PutConnection(other));
        Assert.Equal(Given.Text(other), Given.Text(await Store.FindConnectionAsync(row.Region, row.Name, Cancel)));

        await CommitAsync(new StoreChange.RemoveConnection(row.Region, row.Name), new StoreChange.RemoveConnection(row.Region, "nobody"));
        Assert.Null(await Store.FindConnectionAsync(row.Region, row.Name, Cancel));
    }

    [Fact]
    public async Task Connections_are_listed_by_region_in_the_order_of_their_names()
    {
        await CommitAsync([.. new[] { Given.Connection(3), Given.Connection(1), Given.Connection(2, "us-east-1"), Given.Connection(4) with { Name = "Zebra" } }.Select(row => new StoreChange.PutConnection(row))]);

        Assert.Equal(["Zebra", "connection-1", "connection-3"], (await Store.ListConnectionsAsync("eu-central-1", "", 100, Cancel)).Select(row => row.Name));
        Assert.Equal(["connection-1"], (await Store.ListConnectionsAsync("eu-central-1", "Zebra", 1, Cancel)).Select(row => row.Name));
        Assert.Equal(["connection-2"], (await Store.ListConnectionsAsync("us-east-1", "", 100, Cancel)).Select(row => row.Name));
    }
}
