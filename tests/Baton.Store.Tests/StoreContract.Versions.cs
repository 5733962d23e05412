namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_version_is_written_found_and_removed()
    {
        await CommitAsync(new StoreChange.PutVersion(Given.Version(1)), new StoreChange.PutVersion(Given.Version(2)));
        Assert.Equal(Given.Version(1), await Store.FindVersionAsync(1, 1, Cancel));
        Assert.Equal(Given.Version(2), await Store.FindVersionAsync(1, 2, Cancel));
        Assert.Null(await Store.FindVersionAsync(1, 3, Cancel));
        Assert.Null(await Store.FindVersionAsync(2, 1, Cancel));

        await CommitAsync(new StoreChange.RemoveVersion(1, 1));
        Assert.Null(await Store.FindVersionAsync(1, 1, Cancel));
        Assert.Equal(Given.Version(2), await Store.FindVersionAsync(1, 2, Cancel));
    }

    [Fact]
    public async Task Versions_of_a_machine_are_listed_the_highest_first_and_page_by_page()
    {
        await CommitAsync([.. new[] { 2, 10, 1, 9 }.Select(number => new StoreChange.PutVersion(Given.Version(number)))]);
        await CommitAsync(new StoreChange.PutVersion(Given.Version(5, machine: 2)));

        Assert.Equal([10, 9, 2, 1], (await Store.ListVersionsAsync(1, int.MaxValue, 100, Cancel)).Select(row => row.Number));
        Assert.Equal([Given.Version(9), Given.Version(2)], await Store.ListVersionsAsync(1, 10, 2, Cancel));
        Assert.Empty(await Store.ListVersionsAsync(1, 1, 100, Cancel));
        Assert.Empty(await Store.ListVersionsAsync(3, int.MaxValue, 100, Cancel));
    }

    [Fact]
    public async Task A_group_of_changes_is_written_in_order_and_held_to_the_rules()
    {
        var machine = Given.Machine(7) with { LastVersion = 1 };
        await CommitAsync(new StoreChange.Group([new StoreChange.PutStateMachine(machine), new StoreChange.PutVersion(Given.Version(1, machine: 7))]));
        Assert.Equal(machine, await Store.FindStateMachineAsync(machine.Arn, Cancel));
        Assert.Equal(Given.Version(1, machine: 7), await Store.FindVersionAsync(7, 1, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new StoreChange.Group([Given.Append(Given.Running(1) with { Partition = -1 })])));
    }

    [Fact]
    public async Task An_alias_is_written_changed_and_removed()
    {
        await CommitAsync(new StoreChange.PutAlias(Given.Alias(1)), new StoreChange.PutAlias(Given.Alias(2)));
        Assert.Equal(Given.Alias(1), await Store.FindAliasAsync(1, "alias-1", Cancel));
        Assert.Equal(Given.Alias(2), await Store.FindAliasAsync(1, "alias-2", Cancel));
        Assert.Null(await Store.FindAliasAsync(1, "ALIAS-1", Cancel));
        Assert.Null(await Store.FindAliasAsync(2, "alias-1", Cancel));

        var changed = Given.Alias(1) with { Description = "ü", First = new(7, 100), Second = null, UpdatedAt = Given.Start.AddDays(9) };
        await CommitAsync(new StoreChange.PutAlias(changed));
        Assert.Equal(changed, await Store.FindAliasAsync(1, "alias-1", Cancel));

        await CommitAsync(new StoreChange.RemoveAlias(1, 1));
        Assert.Null(await Store.FindAliasAsync(1, "alias-1", Cancel));
    }

    [Fact]
    public async Task Aliases_of_a_machine_are_listed_in_the_order_of_creation_and_page_by_page()
    {
        await CommitAsync([.. new[] { 2, 10, 1, 9 }.Select(number => new StoreChange.PutAlias(Given.Alias(number)))]);
        await CommitAsync(new StoreChange.PutAlias(Given.Alias(5, machine: 2)));

        Assert.Equal([1, 2, 9, 10], (await Store.ListAliasesAsync(1, 0, 100, Cancel)).Select(row => row.Number));
        Assert.Equal([Given.Alias(2), Given.Alias(9)], await Store.ListAliasesAsync(1, 1, 2, Cancel));
        Assert.Empty(await Store.ListAliasesAsync(1, 10, 100, Cancel));
    }

    [Fact]
    public async Task A_name_belongs_to_one_alias_of_a_machine()
    {
        await CommitAsync(new StoreChange.PutAlias(Given.Alias(1)));
        var second = Given.Alias(2) with { Name = "alias-1" };
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(new StoreChange.PutAlias(second)));
        await CommitAsync(new StoreChange.PutAlias(second with { StateMachineId = 2 }));

        await CommitAsync(new StoreChange.RemoveAlias(1, 1), new StoreChange.PutAlias(second));
        Assert.Equal(second, await Store.FindAliasAsync(1, "alias-1", Cancel));
    }

    [Fact]
    public async Task A_removed_machine_takes_its_versions_and_aliases_with_it()
    {
        await CommitAsync(
            new StoreChange.PutStateMachine(Given.Machine(1)), new StoreChange.PutVersion(Given.Version(1)), new StoreChange.PutAlias(Given.Alias(1)),
            new StoreChange.PutVersion(Given.Version(1, machine: 2)), new StoreChange.PutAlias(Given.Alias(1, machine: 2)));
        await CommitAsync(new StoreChange.RemoveStateMachine(1));

        Assert.Empty(await Store.ListVersionsAsync(1, int.MaxValue, 100, Cancel));
        Assert.Empty(await Store.ListAliasesAsync(1, 0, 100, Cancel));
        Assert.Equal([Given.Version(1, machine: 2)], await Store.ListVersionsAsync(2, int.MaxValue, 100, Cancel));
        Assert.Equal([Given.Alias(1, machine: 2)], await Store.ListAliasesAsync(2, 0, 100, Cancel));
    }

    [Fact]
    public async Task Executions_are_listed_by_the_version_and_by_the_alias_that_started_them()
    {
        ExecutionRow Started(long number, int? version, string? alias) => Given.Running(number) with { PublishedVersion = version, Alias = alias };
        await CommitAsync(
            Given.Append(Started(1, null, null)), Given.Append(Started(2, 1, null)), Given.Append(Started(3, 1, "prod")),
            Given.Append(Started(4, 2, "prod")), Given.Append(Started(5, 1, "PROD")), Given.Append(Started(6, 1, "prod") with { StateMachineId = 2 }));
        await CommitAsync(Given.Append(Started(3, 1, "prod").Closed() with { Version = 2 }, expectedVersion: 1));

        Assert.Equal(Started(5, 1, "PROD"), await FindAsync(5));
        Assert.Equal([5, 3, 2], Numbers(await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 100) { PublishedVersion = 1 }, Cancel)));
        Assert.Equal([3], Numbers(await Store.ListExecutionsAsync(new(1, null, 5, 1) { PublishedVersion = 1 }, Cancel)));
        Assert.Equal([5, 2], Numbers(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Running, long.MaxValue, 100) { PublishedVersion = 1 }, Cancel)));
        Assert.Equal([4, 3], Numbers(await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 100) { Alias = "prod" }, Cancel)));
        Assert.Equal([3], Numbers(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Succeeded, long.MaxValue, 100) { Alias = "prod" }, Cancel)));
        Assert.Empty(await Store.ListExecutionsAsync(new(1, null, 3, 100) { Alias = "prod" }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 100) { PublishedVersion = 1, Alias = "prod" }, Cancel));
    }

    [Fact]
    public async Task An_append_keeps_version_and_alias()
    {
        var started = Given.Running(1) with { PublishedVersion = 1, Alias = "prod" };
        await CommitAsync(Given.Append(started));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(Given.Append(started with { Version = 2, PublishedVersion = 2 }, expectedVersion: 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(Given.Append(started with { Version = 2, Alias = null }, expectedVersion: 1)));
        await CommitAsync(Given.Append(started with { Version = 2 }, expectedVersion: 1));
        Assert.Equal(started with { Version = 2 }, await FindAsync(1));
    }
}
