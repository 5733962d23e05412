using System.Text.Json;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api;

namespace Baton.WebConsole.Bulk;

/// <summary>Keeps jobs and their results in the store, and tells who listens that one has changed.</summary>
internal sealed class BulkJobs(WorkflowRuntime runtime)
{
    /// <summary>So many are kept; the oldest that have ended go first.</summary>
    private const int JobsMax = 100;

    /// <summary>The id of a piece of results has the job's id above these bits.</summary>
    private const int PieceBits = 24;
    private const int RemovedTogether = 200;
    private const string UnfinishedFacet = "unfinished";

    private readonly Gate _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set when there is something to do.</summary>
    public Signal Waiting { get; } = new();

    /// <summary>Ends when any job changes from now on.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    private IStore Store => runtime.Store;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<BulkJob>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await Store.ListRecordsAsync(new RecordQuery(RecordKind.BulkJob, long.MaxValue, JobsMax), cancellationToken)).Select(Read)];

    /// <summary>The oldest that has not ended; null where there is none.</summary>
    public async Task<BulkJob?> FindUnfinishedAsync(CancellationToken cancellationToken)
    {
        var unfinished = await Store.ListRecordsAsync(new RecordQuery(RecordKind.BulkJob, long.MaxValue, JobsMax) { Facets = [UnfinishedFacet] }, cancellationToken);
        return unfinished.Count > 0 ? Read(unfinished[^1]) : null;
    }

    /// <exception cref="ConsoleException">There is none of this id.</exception>
    public async Task<BulkJob> FindAsync(long id, CancellationToken cancellationToken) =>
        await Store.FindRecordAsync(RecordKind.BulkJob, id, cancellationToken) is { } record ? Read(record) : throw ConsoleException.NotFound($"There is no job {id}; only the last {JobsMax} are kept.");

    /// <exception cref="ConsoleException">As many are unfinished as may be.</exception>
    public async Task<BulkJob> CreateAsync(BulkJob job, CancellationToken cancellationToken)
    {
        using var inside = await _gate.EnterAsync(cancellationToken);
        var kept = await ListAsync(cancellationToken);
        if (kept.Count == JobsMax)
        {
            var oldest = kept.LastOrDefault(one => one.Status != BulkStatus.Running) ?? throw ConsoleException.Conflict($"{JobsMax} jobs have not ended, which is the most there may be.");
            await RemoveAsync(oldest);
        }
        job = job with { Id = 1 + await Store.FindLastRecordIdAsync(RecordKind.BulkJob, cancellationToken), Version = 1 };
        await runtime.Committer.CommitAsync(Put(job));
        Tell();
        Waiting.Set();
        return job;
    }

    /// <summary>Changes a job as it is now, and stores with it how it went for some executions.</summary>
    /// <exception cref="ConsoleException">There is none of this id.</exception>
    public async Task<BulkJob> UpdateAsync(long id, Func<BulkJob, BulkJob> change, IReadOnlyList<BulkResult> results, CancellationToken cancellationToken)
    {
        using var inside = await _gate.EnterAsync(cancellationToken);
        var before = await FindAsync(id, cancellationToken);
        var after = change(before) with { Version = before.Version + 1 };
        if (results.Count == 0)
        {
            await runtime.Committer.CommitAsync(Put(after));
        }
        else
        {
            var piece = new RecordRow
            {
                Kind = RecordKind.BulkResults,
                Id = (id << PieceBits) + before.Pieces + 1,
                Version = 1,
                Body = JsonSerializer.Serialize(new BulkPiece(results), BulkJson.Default.BulkPiece),
            };
            var facets = results.Any(result => result.Reason is not null) ? new[] { AllFacet(id), RefusedFacet(id) } : [AllFacet(id)];
            after = after with { Pieces = before.Pieces + 1 };
            await runtime.Committer.CommitAsync(new StoreChange.Group([Put(after), new StoreChange.PutRecord(piece, facets)]));
        }
        Tell();
        Waiting.Set();
        return after;
    }

    /// <summary>Pieces of results, the last first, each with its id.</summary>
    /// <param name="isRefused">Only those in which something was refused.</param>
    public async Task<IReadOnlyList<(long Id, BulkPiece Piece)>> ResultsAsync(long id, bool isRefused, long before, int countMax, CancellationToken cancellationToken)
    {
        var records = await Store.ListRecordsAsync(new RecordQuery(RecordKind.BulkResults, before, countMax) { Facets = [isRefused ? RefusedFacet(id) : AllFacet(id)] }, cancellationToken);
        return [.. records.Select(record => (record.Id, JsonSerializer.Deserialize(record.Body, BulkJson.Default.BulkPiece)!))];
    }

    /// <summary>Its results go first: what is left after a crash is found by the job.</summary>
    private async Task RemoveAsync(BulkJob job)
    {
        while (true)
        {
            var pieces = await Store.ListRecordsAsync(new RecordQuery(RecordKind.BulkResults, long.MaxValue, RemovedTogether) { Facets = [AllFacet(job.Id)] }, CancellationToken.None);
            if (pieces.Count == 0) break;
            await runtime.Committer.CommitAsync(new StoreChange.Group([.. pieces.Select(piece => new StoreChange.RemoveRecord(RecordKind.BulkResults, piece.Id))]));
        }
        await runtime.Committer.CommitAsync(new StoreChange.RemoveRecord(RecordKind.BulkJob, job.Id));
    }

    private void Tell() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    private static string AllFacet(long id) => $"job:{id}";

    private static string RefusedFacet(long id) => $"refused:{id}";

    private static BulkJob Read(RecordRow record) => JsonSerializer.Deserialize(record.Body, BulkJson.Default.BulkJob)! with { Id = record.Id, Version = record.Version };

    private static StoreChange.PutRecord Put(BulkJob job) => new(
        new RecordRow { Kind = RecordKind.BulkJob, Id = job.Id, Version = job.Version, Body = JsonSerializer.Serialize(job, BulkJson.Default.BulkJob) },
        job.Status == BulkStatus.Running ? [UnfinishedFacet] : []);
}
