namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task The_first_append_creates_the_execution_and_its_stream()
    {
        var row = Given.Running(1);
        await CommitAsync(Given.Append(row));

        Assert.Equal(row, await FindAsync(1));
        Assert.Equal(["1: events 1 to 1 of 1"], await EventsAsync(1));
    }

    [Fact]
    public async Task A_later_append_continues_the_stream_and_replaces_the_row()
    {
        await CommitAsync(Given.Append(Given.Running(1, version: 2)));
        var closed = Given.Running(1, version: 5).Closed();
        await CommitAsync(Given.Append(closed, expectedVersion: 2));

        Assert.Equal(closed, await FindAsync(1));
        Assert.Equal(["1: events 1 to 2 of 1", "3: events 3 to 5 of 1"], await EventsAsync(1));
    }

    [Fact]
    public async Task Appends_to_one_execution_in_one_commit_are_applied_in_order()
    {
        await CommitAsync(
            Given.Append(Given.Running(1, version: 1)),
            Given.Append(Given.Running(2)),
            Given.Append(Given.Running(1, version: 2), expectedVersion: 1),
            Given.Append(Given.Running(1, version: 4), expectedVersion: 2));

        Assert.Equal(4, (await FindAsync(1))!.Version);
        Assert.Equal(["1: events 1 to 1 of 1", "2: events 2 to 2 of 1", "3: events 3 to 4 of 1"], await EventsAsync(1));
    }

    [Fact]
    public async Task An_append_without_events_replaces_only_the_row()
    {
        await CommitAsync(Given.Append(Given.Running(1, version: 3) with { OwedUntil = DateTimeOffset.MaxValue }));
        await CommitAsync(new StoreChange.Append(Given.Running(1, version: 3), ExpectedVersion: 3, Epoch: 1, default));

        Assert.Equal(Given.Running(1, version: 3), await FindAsync(1));
        Assert.Equal(["1: events 1 to 3 of 1"], await EventsAsync(1));
    }

    [Fact]
    public async Task A_closed_execution_can_run_again()
    {
        await CommitAsync(Given.Append(Given.Running(1).Closed(ExecutionStatus.Failed)));
        var again = Given.Running(1, version: 2) with { WakeUpAt = Given.Start.AddDays(1) };
        await CommitAsync(Given.Append(again, expectedVersion: 1));

        Assert.Equal(again, await FindAsync(1));
        Assert.True(await Store.HasOpenExecutionsAsync(1, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_append_that_continues_another_version_is_a_conflict_and_the_whole_commit_is_undone(long expectedVersion)
    {
        await CommitAsync(Given.Append(Given.Running(1, version: 2)));

        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(
            Given.Append(Given.Running(2)),
            new StoreChange.PutActivity(Given.Activity(1)),
            Given.Append(Given.Running(1, version: expectedVersion + 1), expectedVersion),
            Given.Append(Given.Running(3))));

        Assert.Equal(Given.Running(1, version: 2), await FindAsync(1));
        Assert.Equal(["1: events 1 to 2 of 1"], await EventsAsync(1));
        Assert.Null(await FindAsync(2));
        Assert.Null(await FindAsync(3));
        Assert.Empty(await EventsAsync(2));
        Assert.Null(await Store.FindActivityAsync(Given.Activity(1).Arn, Cancel));
    }

    [Fact]
    public async Task An_append_that_continues_an_execution_that_is_not_there_is_a_conflict()
    {
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Given.Append(Given.Running(1, version: 2), expectedVersion: 1)));
        Assert.Empty(await EventsAsync(1));
    }

    [Fact]
    public async Task After_a_conflict_the_store_writes_on()
    {
        await CommitAsync(Given.Append(Given.Running(1)));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Given.Append(Given.Running(1))));
        await CommitAsync(Given.Append(Given.Running(1, version: 2), expectedVersion: 1));

        Assert.Equal(2, (await FindAsync(1))!.Version);
    }

    public static TheoryData<ExecutionRow> OtherExecutions =>
    [
        Given.Running(1, version: 2) with { Arn = Given.Arn(2) },
        Given.Running(1, version: 2) with { Partition = 63 },
        Given.Running(1, version: 2) with { StateMachineId = 9 },
        Given.Running(1, version: 2) with { Revision = 9 },
        Given.Running(1, version: 2) with { StartedAt = Given.Start },
        (Given.Running(1, version: 2) with { Revision = 9 }).Closed(),
    ];

    [Theory, MemberData(nameof(OtherExecutions))]
    public async Task An_append_that_names_another_execution_under_the_same_number_is_refused(ExecutionRow other)
    {
        await CommitAsync(Given.Append(Given.Running(1)));

        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(Given.Append(Given.Running(2)), Given.Append(other, expectedVersion: 1)));
        Assert.Equal(Given.Running(1), await FindAsync(1));
        Assert.Null(await FindAsync(2));
    }

    [Fact]
    public async Task A_redrive_may_go_on_with_another_revision()
    {
        await CommitAsync(Given.Append(Given.Running(1).Closed(ExecutionStatus.Failed)));
        var redriven = Given.Running(1, version: 2) with { Revision = 9, RedriveCount = 1, RedrivenAt = Given.Start.AddHours(2) };
        await CommitAsync(Given.Append(redriven, expectedVersion: 1));
        Assert.Equal(redriven, await FindAsync(1));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(Given.Append(redriven with { Version = 3, Revision = 8 }, expectedVersion: 2)));
    }

    public static TheoryData<StoreChange.Append> Mistakes =>
    [
        Given.Append(Given.Running(0)),
        Given.Append(Given.Running(2) with { Partition = -1 }),
        Given.Append(Given.Running(2) with { Partition = 64 }),
        Given.Append(Given.Running(2, version: 0)),
        Given.Append(Given.Running(2, version: 1), expectedVersion: 1),
        Given.Append(Given.Running(2, version: 1), expectedVersion: -1),
        Given.Append(Given.Running(2)) with { Events = default },
        Given.Append(Given.Running(2, version: 2), expectedVersion: 1) with { Events = default },
        Given.Append(Given.Running(2) with { StoppedAt = Given.Start }),
        Given.Append(Given.Running(2) with { Status = ExecutionStatus.Failed }),
        Given.Append(Given.Running(2).Closed() with { WakeUpAt = Given.Start }),
    ];

    [Theory, MemberData(nameof(Mistakes))]
    public async Task A_change_that_breaks_a_rule_is_refused_and_nothing_is_written(StoreChange.Append mistake)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(Given.Append(Given.Running(1)), mistake));
        Assert.Null(await FindAsync(1));
        Assert.Null(await FindAsync(2));
    }

    [Fact]
    public async Task A_cancelled_commit_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.CommitAsync([Given.Append(Given.Running(1))], new CancellationToken(canceled: true)));
        Assert.Null(await FindAsync(1));
    }

    [Fact]
    public async Task Every_field_of_a_row_comes_back_and_times_to_the_millisecond()
    {
        var row = new ExecutionRow
        {
            Number = long.MaxValue,
            Arn = "arn:aws:states:eu-central-1:123456789012:execution:ünïcode:'quoted\"",
            Partition = 63,
            StateMachineId = long.MaxValue - 1,
            Revision = int.MaxValue,
            Status = ExecutionStatus.Running,
            StartedAt = new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2)).AddTicks(9_999),
            WakeUpAt = Given.Start.AddMilliseconds(1),
            OwedUntil = DateTimeOffset.MaxValue,
            Version = long.MaxValue,
        };
        await CommitAsync(new StoreChange.Append(row, 0, Epoch: 7, Given.Bytes("x")));

        var expected = row with { StartedAt = row.StartedAt.AddTicks(-9_999) };
        Assert.Equal(expected, await FindAsync(row.Number));
        Assert.Equal(expected, await Store.FindExecutionAsync(row.Arn, Cancel));
        Assert.Equal(TimeSpan.Zero, (await FindAsync(row.Number))!.StartedAt.Offset);
    }

    [Theory]
    [InlineData(ExecutionStatus.Succeeded)]
    [InlineData(ExecutionStatus.Failed)]
    [InlineData(ExecutionStatus.TimedOut)]
    [InlineData(ExecutionStatus.Aborted)]
    public async Task A_closed_row_comes_back(ExecutionStatus status)
    {
        var row = Given.Running(1).Closed(status) with { OwedUntil = Given.Start.AddMinutes(5) };
        await CommitAsync(Given.Append(row));
        Assert.Equal(row, await FindAsync(1));
    }
}
