using System.Diagnostics;
using Baton.People.Tasks;
using Baton.Store;
using Baton.Store.Sqlite;

namespace Baton.People.Tests;

/// <summary>Lists of an embedded store with 100,000 tasks. What is timed is told, not judged: a test does not know how fast the machine is.</summary>
public sealed class ManyTasksTests(ITestOutputHelper output) : IDisposable
{
    private const int Tasks = 100_000;
    private const int PageMax = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("baton-people-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Pages_of_many_tasks_are_whole_and_in_order_and_each_is_one_seek()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = _folder }, TimeProvider.System, cancel);
        foreach (var batch in Enumerable.Range(1, Tasks).Chunk(5_000)) await store.CommitAsync([.. batch.Select(id => TaskRecords.Put(Make(id)))], cancel);

        var query = new TaskQuery(long.MaxValue, PageMax);
        await TimeAsync("the first page of all", query, [.. Enumerable.Range(0, PageMax).Select(i => Tasks - (long)i)]);
        await TimeAsync("a page from the middle", query with { BeforeId = Tasks / 2 }, [.. Enumerable.Range(1, PageMax).Select(i => (Tasks / 2) - (long)i)]);
        await TimeAsync("one of a thousand people", query with { Assignee = "person-7" }, [.. Enumerable.Range(0, PageMax).Select(i => Tasks - 993L - (i * 1_000L))]);
        await TimeAsync("a group, unassigned", query with { Groups = ["group-3"], IsUnassigned = true }, null);
        await TimeAsync("an execution", query with { Execution = "execution-77777" }, [77_777]);
        await TimeAsync("due soon, of high priority", query with { DueBefore = DateTimeOffset.UnixEpoch.AddMinutes(200), PriorityMin = 90 }, [199, 198, 197, 196, 195, 194, 193, 192, 191, 190, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
        await TimeAsync("a text that one has", query with { Text = "TASK 4242 " }, [4_242]);
        await TimeAsync("a text that none has", query with { Text = "nothing" }, []);

        var seen = 0L;
        for (var (before, page) = (long.MaxValue, (IReadOnlyList<long>)[0]); page.Count > 0; seen += page.Count)
        {
            page = await ListAsync(query with { BeforeId = before, CountMax = 200, Groups = ["group-1", "group-2"] });
            Assert.True(page.Zip(page.Skip(1)).All(pair => pair.First > pair.Second) && (page.Count == 0 || page[0] < before));
            if (page.Count > 0) before = page[^1];
        }
        Assert.Equal(Tasks / 5, seen);

        async Task TimeAsync(string what, TaskQuery asked, long[]? expected)
        {
            var times = new List<double>();
            for (var run = 0; run < 5; run++)
            {
                var begun = Stopwatch.GetTimestamp();
                var found = await ListAsync(asked);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                if (expected is not null) Assert.Equal(expected, found);
                else Assert.Equal(PageMax, found.Count);
            }
            output.WriteLine($"{what}: {times.Order().ElementAt(2):0.0} ms");
        }

        async Task<IReadOnlyList<long>> ListAsync(TaskQuery asked)
        {
            var rows = new List<RecordRow>();
            foreach (var records in asked.ToRecords()) rows.AddRange(await store.ListRecordsAsync(records, cancel));
            return [.. rows.OrderByDescending(row => row.Id).DistinctBy(row => row.Id).Take(asked.CountMax).Select(row => row.Id)];
        }
    }

    private static HumanTask Make(int id) => new()
    {
        Id = id, Title = $"Task {id} of many", Status = HumanTaskStatus.Open, Assignee = id % 10 == 7 ? $"person-{id % 1_000}" : null, Groups = [$"group-{id % 10}", "crew"], Priority = id % 100,
        CreatedAt = DateTimeOffset.UnixEpoch, DueAt = DateTimeOffset.UnixEpoch.AddMinutes(id), Description = new string('x', 500), ExecutionArn = $"execution-{id}", StateMachineArn = "machine", ExecutionNumber = id,
    };
}
