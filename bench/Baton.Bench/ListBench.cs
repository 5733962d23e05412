using System.Diagnostics;
using System.Globalization;
using Baton.Api;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Store;
using Baton.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Bench;

/// <summary>Pages of ListExecutions over many closed executions of one machine, in a SQLite store that was just opened.</summary>
internal static class ListBench
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    private const int PerCommit = 5_000;
    private const int Runs = 20;
    private const int AliasEvery = 10;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(int executions)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"baton-bench-{Guid.NewGuid():N}");
        try
        {
            await FillAsync(folder, executions);
            await MeasureAsync(folder, executions);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string folder, int executions)
    {
        var clock = Stopwatch.StartNew();
        await using var store = await OpenAsync(folder);
        await store.CommitAsync([new StoreChange.PutStateMachine(Row()), new StoreChange.PutVersion(new(1, 1, 1, null, Start)), new StoreChange.PutAlias(Alias())], CancellationToken.None);
        for (var number = 1; number <= executions; number += PerCommit)
        {
            await store.CommitAsync([.. Enumerable.Range(number, Math.Min(PerCommit, executions - number + 1)).Select(Closed)], CancellationToken.None);
        }
        var bytes = Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{executions} closed executions written in {clock.Elapsed.TotalSeconds:0.0} s; {bytes / 1_000_000} MB"));
    }

    private static async Task MeasureAsync(string folder, int executions)
    {
        await using var store = await OpenAsync(folder);
        await using var runtime = new WorkflowRuntime(store, new RuntimeOptions(), [], TimeProvider.System, NullLoggerFactory.Instance);
        runtime.Start();
        var operation = OperationTable.Of(runtime, TimeProvider.System)["AWSStepFunctions.ListExecutions"];
        (string What, string Arn, string? Status, long? Before, int Size)[] pages =
        [
            ("first page of 100", Machine, null, null, 100),
            ("first page of 1000", Machine, null, null, 1000),
            ("page of 100 in the middle", Machine, null, executions / 2, 100),
            ("last page of 100", Machine, null, 100, 100),
            ("FAILED, first page of 1000", Machine, "FAILED", null, 1000),
            ("FAILED, in the middle", Machine, "FAILED", executions / 2, 1000),
            ("RUNNING, of which there is none", Machine, "RUNNING", null, 1000),
            ("by alias, first page of 1000", $"{Machine}:prod", null, null, 1000),
            ("by version, FAILED, first page of 1000", $"{Machine}:1", "FAILED", null, 1000),
        ];
        foreach (var (what, arn, status, before, size) in pages)
        {
            var times = new List<double>();
            var bytes = 0;
            for (var run = 0; run < Runs; run++)
            {
                var request = JsonObject.Of(("stateMachineArn", JsonData.Of(arn)), ("maxResults", JsonData.Of(size)));
                if (status is not null) request = request.With("statusFilter", JsonData.Of(status));
                if (before is { } position) request = request.With("nextToken", JsonData.Of(PageToken.Write(position, $"ListExecutions {arn} {status} ", TimeProvider.System.GetUtcNow())));
                var began = Stopwatch.GetTimestamp();
                using var response = new ResponseWriter();
                await operation.ExecuteAsync(new RequestReader(request), response, new ApiCaller(ApiCaller.DefaultRegion, "bench", CancellationToken.None, CancellationToken.None));
                bytes = response.Finish().Length;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            var sorted = times.Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-42} first {times[0],7:0.00} ms   median {sorted[Runs / 2],6:0.00} ms   worst of {Runs} {sorted[^1],7:0.00} ms   {bytes,7} bytes"));
        }
    }

    private static async Task<SqliteStore> OpenAsync(string folder) => await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder }, TimeProvider.System, CancellationToken.None);

    private static StateMachineRow Row() => new()
    {
        Id = 1, Arn = Machine, Name = "m", Region = ApiCaller.DefaultRegion, CreatedAt = Start, Deleting = false, LastVersion = 1, LastAlias = 1,
        Revision = new() { StateMachineId = 1, Number = 1, Definition = "{}", RoleArn = "arn:aws:iam::000000000000:role/r", Settings = "{}", CreatedAt = Start },
    };

    private static StateMachineAliasRow Alias() => new() { StateMachineId = 1, Number = 1, Name = "prod", First = new(1, 100), CreatedAt = Start, UpdatedAt = Start };

    /// <summary>Nine of ten have succeeded, in no order that an index could profit from; every tenth was started by the alias.</summary>
    private static StoreChange Closed(int number)
    {
        var startedAt = Start.AddMilliseconds(number);
        var viaAlias = number % AliasEvery == 0;
        var row = new ExecutionRow
        {
            Number = number,
            Arn = $"arn:aws:states:us-east-1:000000000000:execution:m:{Guid.CreateVersion7(startedAt)}",
            Partition = number % 64,
            StateMachineId = 1,
            Revision = 1,
            PublishedVersion = viaAlias ? 1 : null,
            Alias = viaAlias ? "prod" : null,
            Status = (uint)number * 2654435761 % 10 == 0 ? ExecutionStatus.Failed : ExecutionStatus.Succeeded,
            StartedAt = startedAt,
            StoppedAt = startedAt.AddSeconds(1),
            Version = 4,
        };
        return new StoreChange.Append(row, 0, Epoch: 0, new byte[400]);
    }
}
