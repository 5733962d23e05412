namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Events_are_read_from_the_batch_that_holds_the_version_wanted()
    {
        await CommitAsync(Given.Append(Given.Running(1, version: 2)), Given.Append(Given.Running(2, version: 9)));
        await CommitAsync(Given.Append(Given.Running(1, version: 5), expectedVersion: 2));
        await CommitAsync(Given.Append(Given.Running(1, version: 6), expectedVersion: 5));

        string[] all = ["1: events 1 to 2 of 1", "3: events 3 to 5 of 1", "6: events 6 to 6 of 1"];
        Assert.Equal(all, await EventsAsync(1));
        Assert.Equal(all, await EventsAsync(1, fromVersion: 2));
        Assert.Equal(all, await EventsAsync(1, fromVersion: 0));
        Assert.Equal(all[1..], await EventsAsync(1, fromVersion: 3));
        Assert.Equal(all[1..], await EventsAsync(1, fromVersion: 5));
        Assert.Equal(all[2..], await EventsAsync(1, fromVersion: 6));
        Assert.Empty(await EventsAsync(1, fromVersion: 7));
    }

    [Fact]
    public async Task A_read_of_events_gives_no_more_batches_than_asked_for()
    {
        await CommitAsync([.. Enumerable.Range(0, 10).Select(version => Given.Append(Given.Running(1, version + 1), version))]);

        Assert.Equal(["1: events 1 to 1 of 1", "2: events 2 to 2 of 1"], await EventsAsync(1, batchesMax: 2));
        Assert.Equal(["9: events 9 to 9 of 1", "10: events 10 to 10 of 1"], await EventsAsync(1, fromVersion: 9, batchesMax: 2));
    }

    [Fact]
    public async Task Batches_are_read_from_the_end()
    {
        await CommitAsync(Given.Append(Given.Running(1, version: 2)), Given.Append(Given.Running(2)));
        await CommitAsync(Given.Append(Given.Running(1, version: 4), expectedVersion: 2));

        Assert.Equal(["3: events 3 to 4 of 1"], (await Store.ReadEventsBackAsync(1, long.MaxValue, 1, Cancel)).Select(Text));
        Assert.Equal(["3: events 3 to 4 of 1", "1: events 1 to 2 of 1"], (await Store.ReadEventsBackAsync(1, 4, 9, Cancel)).Select(Text));
        Assert.Equal(["1: events 1 to 2 of 1"], (await Store.ReadEventsBackAsync(1, 3, 9, Cancel)).Select(Text));
        Assert.Empty(await Store.ReadEventsBackAsync(1, 1, 9, Cancel));
        Assert.Empty(await Store.ReadEventsBackAsync(3, long.MaxValue, 9, Cancel));
    }

    [Fact]
    public async Task An_execution_that_is_not_there_has_no_events() => Assert.Empty(await EventsAsync(1));

    [Theory]
    [InlineData(1)]
    [InlineData(4_000)]
    [InlineData(3_000_000)]
    public async Task Events_come_back_byte_for_byte(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await CommitAsync(new StoreChange.Append(Given.Running(1), 0, Epoch: 1, bytes));

        Assert.Equal(bytes, (await Store.ReadEventsAsync(1, 1, 1, Cancel))[0].Events.ToArray());
        Assert.Equal(bytes, (await Store.ReadEventsBackAsync(1, long.MaxValue, 1, Cancel))[0].Events.ToArray());
    }

    [Fact]
    public async Task The_callers_buffer_is_free_again_after_the_commit()
    {
        var buffer = "before"u8.ToArray();
        await CommitAsync(new StoreChange.Append(Given.Running(1), 0, Epoch: 1, buffer));
        "after!"u8.CopyTo(buffer);

        Assert.Equal(["1: before"], await EventsAsync(1));
    }

    [Fact]
    public async Task A_count_is_at_least_1()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ReadEventsAsync(1, 1, 0, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListExecutionsAsync(new(1, null, 1, 0), Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListWakeUpsAsync(Given.Start, null, -1, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListOwingAsync(Given.Start, 0, 0, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListStateMachinesAsync("eu-central-1", "", 0, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListActivitiesAsync("eu-central-1", 0, 0, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListFunctionsAsync("", 0, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListFunctionEventsAsync("", 0, Cancel));
    }
}
