namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_record_is_created_continued_and_removed_and_survives_a_crash()
    {
        var record = Given.Record(RecordKind.Task, 1);
        await CommitAsync(Put(record, "all"), Put(Given.Record(RecordKind.Case, 1)));
        await CommitAsync(Put(record with { Version = 2, Body = "{}", WakeUpAt = null, DueAt = null, ExecutionNumber = null }, "all"));
        await CrashAsync();
        Assert.Equal(record with { Version = 2, Body = "{}", WakeUpAt = null, DueAt = null, ExecutionNumber = null }, await RecordAsync(1));
        Assert.NotNull(await Store.FindRecordAsync(RecordKind.Case, 1, Cancel));

        await CommitAsync(new StoreChange.RemoveRecord(RecordKind.Task, 1), new StoreChange.RemoveRecord(RecordKind.Task, 99));
        Assert.Null(await RecordAsync(1));
        Assert.Empty(await IdsAsync(Query("all")));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public async Task A_record_continues_only_the_version_before_and_nothing_beside_it_is_written(int version)
    {
        await CommitAsync(Put(Given.Record(RecordKind.Task, 1)));
        await CommitAsync(Put(Given.Record(RecordKind.Task, 1, version: 2)));
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(
            () => CommitAsync(Given.Append(Given.Running(1)), Put(Given.Record(RecordKind.Task, 2)), Put(Given.Record(RecordKind.Task, 1, version))));
        Assert.StartsWith("Expected Task 1 ", conflict.Message, StringComparison.Ordinal);
        Assert.Null(await FindAsync(1));
        Assert.Null(await RecordAsync(2));
        await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Put(Given.Record(RecordKind.Task, 7, version: 2))));
    }

    [Fact]
    public async Task Records_are_listed_by_their_facets_newest_first_and_page_by_page()
    {
        await CommitAsync(
            [.. Enumerable.Range(1, 12).Select(id => Put(Given.Record(RecordKind.Task, id), "all", id % 2 == 0 ? "even" : "odd", $"third:{id % 3}")), Put(Given.Record(RecordKind.Case, 1), "all")]);
        Assert.Equal([12L, 11, 10], await IdsAsync(Query("all") with { CountMax = 3 }));
        Assert.Equal([9L, 8], await IdsAsync(Query("all") with { CountMax = 2, BeforeId = 10 }));
        Assert.Equal([12L, 6], await IdsAsync(Query("even", "third:0")));
        Assert.Equal([6L], await IdsAsync(Query("third:0", "even", "all", "all", "all", "all") with { BeforeId = 12 }));
        Assert.Empty(await IdsAsync(Query("even", "odd")));
        Assert.Equal([9L, 8], await IdsAsync(new RecordQuery(RecordKind.Task, 10, 100) { AfterId = 7 }));

        await CommitAsync(Put(Given.Record(RecordKind.Task, 12, version: 2), "all", "odd"));
        Assert.Equal([10L, 8, 6, 4, 2], await IdsAsync(Query("even")));
        Assert.Equal([12L, 11], await IdsAsync(Query("odd") with { CountMax = 2 }));
        Assert.Equal(12, await Store.FindLastRecordIdAsync(RecordKind.Task, Cancel));
        Assert.Equal(0, await Store.FindLastRecordIdAsync(RecordKind.Message, Cancel));
    }

    [Fact]
    public async Task Records_are_narrowed_by_due_time_priority_and_text()
    {
        await CommitAsync([.. Enumerable.Range(1, 6).Select(id => Put(Given.Record(RecordKind.Task, id), "all"))]);
        Assert.Equal([4L, 2, 1], await IdsAsync(Query("all") with { DueBefore = Given.Start.AddHours(5) })); // 3 and 6 have no due time
        Assert.Equal([4L, 3], await IdsAsync(Query("all") with { PriorityMin = 3 }));
        Assert.Equal([5L], await IdsAsync(Query("all") with { Text = "5 with a 100% ä_\\" }));
        Assert.Empty(await IdsAsync(Query("all") with { Text = "record_5" })); // nothing stands for anything else
        await Assert.ThrowsAsync<ArgumentException>(() => IdsAsync(Query() with { Text = "x" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => IdsAsync(Query("1", "2", "3", "4", "5", "6", "7")));
    }

    [Fact]
    public async Task Records_are_counted_by_a_facet_up_to_a_bound()
    {
        await CommitAsync([.. Enumerable.Range(3, 6).Select(id => Put(Given.Record(RecordKind.Task, id), "all", id % 2 == 0 ? "even" : "odd")), Put(Given.Record(RecordKind.Case, 1), "all")]);
        Assert.Equal(new BoundedCount(6, 3), await Store.CountRecordsAsync(RecordKind.Task, "all", 100, Cancel));
        Assert.Equal(new BoundedCount(3, 4), await Store.CountRecordsAsync(RecordKind.Task, "even", 3, Cancel));
        Assert.Equal(new BoundedCount(2, 3), await Store.CountRecordsAsync(RecordKind.Task, "odd", 2, Cancel));
        Assert.Equal(new BoundedCount(0, null), await Store.CountRecordsAsync(RecordKind.Task, "none", 2, Cancel));
    }

    [Fact]
    public async Task Records_that_are_due_are_listed_in_time_order()
    {
        await CommitAsync([.. new[] { 5, 3, 9 }.Select(id => Put(Given.Record(RecordKind.Message, id))), Put(Given.Record(RecordKind.Message, 1) with { WakeUpAt = null }), Put(Given.Record(RecordKind.Task, 2))]);
        Assert.Equal([3L, 5], (await Store.ListRecordWakeUpsAsync(RecordKind.Message, Given.Start.AddMinutes(9), 100, Cancel)).Select(row => row.Id));
        Assert.Equal([3L], (await Store.ListRecordWakeUpsAsync(RecordKind.Message, DateTimeOffset.MaxValue, 1, Cancel)).Select(row => row.Id));
    }

    [Fact]
    public async Task An_execution_that_is_removed_takes_its_records_with_it()
    {
        var row = Given.Running(1).Closed();
        await CommitAsync(Given.Append(row), Put(Given.Record(RecordKind.Task, 1), "all"), Put(Given.Record(RecordKind.Task, 2), "all"));
        await CommitAsync(new StoreChange.RemoveExecution(row));
        Assert.Null(await RecordAsync(1));
        Assert.Equal([2L], await IdsAsync(Query("all")));
    }

    private static RecordQuery Query(params string[] facets) => new(RecordKind.Task, long.MaxValue, 100) { Facets = facets };

    private static StoreChange.PutRecord Put(RecordRow row, params string[] facets) => new(row, facets);

    private async Task<RecordRow?> RecordAsync(long id) => await Store.FindRecordAsync(RecordKind.Task, id, Cancel);

    private async Task<IEnumerable<long>> IdsAsync(RecordQuery query) => (await Store.ListRecordsAsync(query, Cancel)).Select(row => row.Id);
}
