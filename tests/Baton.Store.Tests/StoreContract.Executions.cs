namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task An_unknown_number_or_ARN_finds_nothing()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        Assert.Null(await FindAsync(2));
        Assert.Null(await Store.FindExecutionAsync(Given.Arn(2), Cancel));
        Assert.Null(await Store.FindExecutionAsync(Given.Arn(1).ToUpperInvariant(), Cancel));
        Assert.Null(await Store.FindExecutionAsync("", Cancel));
    }

    [Fact]
    public async Task An_ARN_finds_the_newest_execution_that_has_it()
    {
        await CommitAsync(Given.Append(Given.Running(2).Closed() with { Arn = "arn" }));
        await CommitAsync(Given.Append(Given.Running(7) with { Arn = "arn" }));
        await CommitAsync(Given.Append(Given.Running(2, version: 2).Closed() with { Arn = "arn" }, expectedVersion: 1));

        Assert.Equal(7, (await Store.FindExecutionAsync("arn", Cancel))!.Number);
    }

    [Fact]
    public async Task Executions_of_a_machine_are_listed_newest_first_and_page_by_page()
    {
        await CommitAsync([.. new long[] { 3, 1, 5, 2, 4 }.Select(number => Given.Append(Given.Running(number)))]);
        await CommitAsync(Given.Append(Given.Running(6, machine: 2)));

        Assert.Equal([5, 4, 3, 2, 1], Numbers(await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 100), Cancel)));
        Assert.Equal([5, 4], Numbers(await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 2), Cancel)));
        Assert.Equal([3, 2], Numbers(await Store.ListExecutionsAsync(new(1, null, 4, 2), Cancel)));
        Assert.Equal([1], Numbers(await Store.ListExecutionsAsync(new(1, null, 2, 2), Cancel)));
        Assert.Empty(await Store.ListExecutionsAsync(new(3, null, long.MaxValue, 100), Cancel));
    }

    [Fact]
    public async Task Executions_are_counted_by_machine_and_status_up_to_a_bound()
    {
        await CommitAsync([.. Enumerable.Range(1, 6).Select(number => Given.Append(Given.Running(number))), Given.Append(Given.Running(7, machine: 2)), Given.Append(Given.Running(8).Closed())]);
        Assert.Equal(new BoundedCount(6, 1), await Store.CountExecutionsAsync(1, ExecutionStatus.Running, 0, 100, Cancel));
        Assert.Equal(new BoundedCount(3, 1), await Store.CountExecutionsAsync(1, ExecutionStatus.Running, 0, 3, Cancel));
        Assert.Equal(new BoundedCount(4, 3), await Store.CountExecutionsAsync(1, ExecutionStatus.Running, 2, 100, Cancel));
        Assert.Equal(new BoundedCount(0, null), await Store.CountExecutionsAsync(1, ExecutionStatus.TimedOut, 0, 100, Cancel));
        Assert.Equal(new BoundedCount(1, 7), await Store.CountExecutionsAsync(2, ExecutionStatus.Running, 0, 100, Cancel));
    }

    [Fact]
    public async Task The_space_that_everything_takes_is_measured()
    {
        var before = await Store.MeasureBytesAsync(Cancel);
        await CommitAsync([.. Enumerable.Range(1, 2_000).Select(number => Given.Append(Given.Running(number)))]);
        var after = await Store.MeasureBytesAsync(Cancel);
        Assert.True(Store is Baton.Testing.MemoryStore ? after == 0 : after > before, $"{before} bytes, then {after}");
    }

    [Fact]
    public async Task Executions_are_listed_by_the_status_that_they_have_now()
    {
        await CommitAsync([.. Enumerable.Range(1, 6).Select(number => Given.Append(Given.Running(number)))]);
        await CommitAsync(
            Given.Append(Given.Running(2, version: 2).Closed(), expectedVersion: 1),
            Given.Append(Given.Running(4, version: 2).Closed(ExecutionStatus.Failed), expectedVersion: 1),
            Given.Append(Given.Running(5, version: 2).Closed(), expectedVersion: 1));

        Assert.Equal([6, 3, 1], Numbers(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Running, long.MaxValue, 100), Cancel)));
        Assert.Equal([5, 2], Numbers(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Succeeded, long.MaxValue, 100), Cancel)));
        Assert.Equal([2], Numbers(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Succeeded, 5, 100), Cancel)));
        Assert.Equal([4], Numbers(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Failed, long.MaxValue, 100), Cancel)));
        Assert.Empty(await Store.ListExecutionsAsync(new(1, ExecutionStatus.Aborted, long.MaxValue, 100), Cancel));
        Assert.Equal(Given.Running(5, version: 2).Closed(), (await Store.ListExecutionsAsync(new(1, null, 6, 1), Cancel))[0]);
    }

    [Fact]
    public async Task Redriven_executions_are_listed_by_themselves_and_left_out()
    {
        await CommitAsync([.. Enumerable.Range(1, 6).Select(number => Given.Append(Given.Running(number) with { Alias = number < 4 ? "a" : null }))]);
        var redriven = Given.Running(5, version: 3) with { RedriveCount = 1, RedrivenAt = Given.Start.AddHours(2) };
        foreach (var number in new[] { 2, 3, 5 })
        {
            var alias = number < 4 ? "a" : null;
            await CommitAsync(Given.Append(Given.Running(number, version: 2).Closed(ExecutionStatus.Failed) with { Alias = alias }, expectedVersion: 1));
            await CommitAsync(Given.Append(Given.Running(number, version: 3) with { Alias = alias, RedriveCount = 1, RedrivenAt = redriven.RedrivenAt }, expectedVersion: 2));
        }
        var closed = Given.Running(2, version: 4).Closed(ExecutionStatus.Failed) with { Alias = "a", RedriveCount = 1, RedrivenAt = redriven.RedrivenAt };
        await CommitAsync(Given.Append(closed, expectedVersion: 3));

        ExecutionQuery any = new(1, null, long.MaxValue, 100);
        Assert.Equal([5, 3, 2], Numbers(await Store.ListExecutionsAsync(any with { IsRedriven = true }, Cancel)));
        Assert.Equal([3], Numbers(await Store.ListExecutionsAsync(any with { IsRedriven = true, BeforeNumber = 5, CountMax = 1 }, Cancel)));
        Assert.Equal([2], Numbers(await Store.ListExecutionsAsync(any with { IsRedriven = true, Status = ExecutionStatus.Failed, Alias = "a" }, Cancel)));
        Assert.Equal([6, 4, 1], Numbers(await Store.ListExecutionsAsync(any with { IsRedriven = false }, Cancel)));
        Assert.Equal([1], Numbers(await Store.ListExecutionsAsync(any with { IsRedriven = false, Status = ExecutionStatus.Running, Alias = "a" }, Cancel)));
        Assert.Equal(redriven, await FindAsync(5));
        Assert.Equal(closed, await FindAsync(2));
    }

    [Fact]
    public async Task A_machine_has_open_executions_until_the_last_one_closes()
    {
        Assert.False(await Store.HasOpenExecutionsAsync(1, Cancel));
        await CommitAsync(Given.Append(Given.Running(1)), Given.Append(Given.Running(2)));
        Assert.True(await Store.HasOpenExecutionsAsync(1, Cancel));
        Assert.False(await Store.HasOpenExecutionsAsync(2, Cancel));

        await CommitAsync(Given.Append(Given.Running(1, version: 2).Closed(), expectedVersion: 1));
        Assert.True(await Store.HasOpenExecutionsAsync(1, Cancel));
        await CommitAsync(Given.Append(Given.Running(2, version: 2).Closed(), expectedVersion: 1));
        Assert.False(await Store.HasOpenExecutionsAsync(1, Cancel));
    }

    [Fact]
    public async Task Wake_ups_come_in_the_order_of_time_and_then_of_numbers()
    {
        await CommitAsync(
            Given.Append(Given.Running(1) with { WakeUpAt = Given.Start.AddSeconds(30) }),
            Given.Append(Given.Running(4) with { WakeUpAt = Given.Start.AddSeconds(10) }),
            Given.Append(Given.Running(3) with { WakeUpAt = Given.Start.AddSeconds(10) }),
            Given.Append(Given.Running(2)));

        Assert.Equal(
            [new(Given.Start.AddSeconds(10), 3, 3), new(Given.Start.AddSeconds(10), 4, 4), new(Given.Start.AddSeconds(30), 1, 1)],
            await Store.ListWakeUpsAsync(DateTimeOffset.MaxValue, null, 100, Cancel));
    }

    [Fact]
    public async Task Wake_ups_are_those_before_the_time_and_after_the_place()
    {
        await CommitAsync([.. Enumerable.Range(1, 9).Select(number => Given.Append(Given.Running(number) with { WakeUpAt = WakeUpOf(number) }))]);

        var first = await Store.ListWakeUpsAsync(WakeUpOf(9), null, 2, Cancel);
        Assert.Equal([1, 2], first.Select(wakeUp => wakeUp.Number));
        var second = await Store.ListWakeUpsAsync(WakeUpOf(9), first[^1], 2, Cancel);
        Assert.Equal([3, 4], second.Select(wakeUp => wakeUp.Number));
        var third = await Store.ListWakeUpsAsync(WakeUpOf(9), second[^1], 100, Cancel);
        Assert.Equal([5, 6], third.Select(wakeUp => wakeUp.Number));
        Assert.Empty(await Store.ListWakeUpsAsync(WakeUpOf(9), third[^1], 100, Cancel));
        Assert.Equal(9, (await Store.ListWakeUpsAsync(WakeUpOf(9).AddTicks(1), null, 100, Cancel)).Count);

        static DateTimeOffset WakeUpOf(int number) => Given.Start.AddSeconds((number - 1) / 3); // threes that a page of two cuts through
    }

    [Fact]
    public async Task A_wake_up_moves_with_the_row_and_goes_when_the_execution_closes()
    {
        await CommitAsync(Given.Append(Given.Running(1) with { WakeUpAt = Given.Start }), Given.Append(Given.Running(2) with { WakeUpAt = Given.Start }));
        await CommitAsync(
            Given.Append(Given.Running(1, version: 2) with { WakeUpAt = Given.Start.AddDays(1) }, expectedVersion: 1),
            Given.Append(Given.Running(2, version: 2).Closed(), expectedVersion: 1));

        Assert.Equal([new(Given.Start.AddDays(1), 1, 1)], await Store.ListWakeUpsAsync(DateTimeOffset.MaxValue, null, 100, Cancel));
    }

    [Fact]
    public async Task Executions_that_owe_are_listed_by_number_and_closed_ones_too()
    {
        var since = Given.Start.AddHours(1);
        await CommitAsync(
            Given.Append(Given.Running(5) with { OwedUntil = DateTimeOffset.MaxValue }),
            Given.Append(Given.Running(1) with { OwedUntil = since.AddMilliseconds(-1) }),
            Given.Append(Given.Running(2) with { OwedUntil = since }),
            Given.Append(Given.Running(3)),
            Given.Append(Given.Running(4).Closed() with { OwedUntil = DateTimeOffset.MaxValue }));

        Assert.Equal([2, 4, 5], Numbers(await Store.ListOwingAsync(since, 0, 100, Cancel)));
        Assert.Equal([4, 5], Numbers(await Store.ListOwingAsync(since.AddTicks(1), 0, 100, Cancel)));
        Assert.Equal([4], Numbers(await Store.ListOwingAsync(since, 2, 1, Cancel)));
        Assert.Equal([4, 5], Numbers(await Store.ListOwingAsync(DateTimeOffset.MaxValue.AddDays(-1), 0, 100, Cancel)));
        Assert.Equal([4, 5], Numbers(await Store.ListOwingAsync(DateTimeOffset.MaxValue, 0, 100, Cancel))); // what is asked after a clean stop

        await CommitAsync(Given.Append(Given.Running(5, version: 2), expectedVersion: 1));
        Assert.Equal([2, 4], Numbers(await Store.ListOwingAsync(since, 0, 100, Cancel)));
    }

    [Fact]
    public async Task A_read_sees_all_of_a_commit_or_nothing_of_it()
    {
        const int Commits = 200;
        await CommitAsync([.. Enumerable.Range(1, 20).Select(number => Given.Append(Given.Running(number)))]);

        var writing = Task.Run(async () =>
        {
            for (var version = 2; version <= Commits; version++)
            {
                await CommitAsync([.. Enumerable.Range(1, 20).Select(number => Given.Append(Given.Running(number, version), version - 1))]);
            }
        }, Cancel);

        long seen;
        do
        {
            var rows = await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 100), Cancel);
            seen = Assert.Single(rows.Select(row => row.Version).Distinct());
        }
        while (seen < Commits && !writing.IsFaulted);
        await writing;
    }
}
