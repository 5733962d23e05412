using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;
using Baton.WebConsole.Runs;
using Microsoft.Extensions.Logging;

namespace Baton.WebConsole.Bulk;

/// <summary>
/// Does jobs, one after the other, some executions at a time. Which these are is stored before anything is done to them, and how it went after; so a job goes on after a
/// restart where it was, and what was done in between counts as done.
/// </summary>
internal sealed partial class BulkRunner(WorkflowRuntime runtime, BulkJobs jobs, ExecutionSearch search, TimeProvider clock, ILogger<BulkRunner> logger)
{
    private static readonly TimeSpan RestMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    /// <summary>So many executions are dealt with at a time, and looked for so long.</summary>
    private static readonly SearchLimits Piece = new(25, 5_000, 1_000, TimeSpan.FromSeconds(1));

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = RestMax;
            try
            {
                if (await StepAsync(stoppingToken)) continue;
            }
            catch (Exception e) when (e is OperationCanceledException or RuntimeStoppedException && stoppingToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
            catch (Exception e)
            {
                StepFailed(logger, e);
                rest = RestAfterFailure;
            }
            await jobs.Waiting.WaitAsync(rest, clock, stoppingToken);
        }
    }

    /// <summary>Does the next step of the oldest job that has not ended.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await jobs.FindUnfinishedAsync(cancellationToken) is not { } job) return false;
        if (job.Pending.Count > 0) await DealAsync(job, cancellationToken);
        else if (job.IsToBeCancelled || job.IsThrough) await jobs.UpdateAsync(job.Id, Ended, [], cancellationToken);
        else await TakeAsync(job, cancellationToken);
        return true;
    }

    private BulkJob Ended(BulkJob job) => job with { Status = job.IsThrough ? BulkStatus.Done : BulkStatus.Cancelled, EndedAt = clock.NowStored() };

    private async Task TakeAsync(BulkJob job, CancellationToken cancellationToken)
    {
        var targets = await BulkTargets.FindAsync(runtime, search, job.Order, job.Region, job.Next, job.CreatedAt, Piece, cancellationToken);
        var pending = job.Order.ExecutionArns is { } named
            ? named.Skip(job.Next == long.MaxValue ? 0 : (int)job.Next).Take(Piece.Found) // also what is not found: that is told
            : targets.Rows.Select(row => row.Arn);
        var taken = pending.ToList();
        await jobs.UpdateAsync(
            job.Id,
            now => now with { Pending = taken, PendingSince = clock.NowStored(), Next = targets.Next ?? 0, IsThrough = targets.Next is null, Looked = now.Looked + targets.Looked },
            [], cancellationToken);
    }

    private async Task DealAsync(BulkJob job, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(job.Pending.Select(arn => DealAsync(job, arn, cancellationToken)));
        var refused = results.Count(result => result.Reason is not null);
        await jobs.UpdateAsync(job.Id, now => now with { Pending = [], Done = now.Done + results.Length - refused, Refused = now.Refused + refused }, results, cancellationToken);
    }

    private async Task<BulkResult> DealAsync(BulkJob job, string arn, CancellationToken cancellationToken)
    {
        try
        {
            if (await runtime.Reader.FindAsync(arn, cancellationToken) is not { } row) return new BulkResult(arn, "It is not stored, or not any more.");
            return new BulkResult(arn, job.Order.Action == BulkAction.Stop ? await StopAsync(job, row, cancellationToken) : await RedriveAsync(job, row, cancellationToken));
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException or StoreBrokenException or RuntimeStoppedException))
        {
            ExecutionFailed(logger, arn, e);
            return new BulkResult(arn, e.Message); // this execution alone cannot go on: the others can
        }
    }

    private async Task<string?> StopAsync(BulkJob job, ExecutionRow row, CancellationToken cancellationToken)
    {
        if (row.Status == ExecutionStatus.Aborted && row.StoppedAt >= job.PendingSince) return null; // before a restart
        if (row.Status != ExecutionStatus.Running) return $"It has ended: {Api.ConsoleApi.NameOf(row.Status)}.";
        return Reason(await runtime.Router.SendAsync(row, new ExecutionCommand.StopExecution(job.Order.Error, job.Order.Cause), cancellationToken));
    }

    private async Task<string?> RedriveAsync(BulkJob job, ExecutionRow row, CancellationToken cancellationToken)
    {
        if (row.RedrivenAt >= job.PendingSince) return null; // before a restart
        return Reason(await runtime.Router.RedriveAsync(row, new RedriveRequest($"bulk-{job.Id}-{row.Number}"), cancellationToken));
    }

    private static string? Reason(Decision decision) => (decision as Decision.Rejected)?.Message;

    [LoggerMessage(EventId = 9601, Level = LogLevel.Warning, Message = "A bulk job could not go on; it is tried again in a moment.")]
    private static partial void StepFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9602, Level = LogLevel.Warning, Message = "A bulk job could do nothing to {ExecutionArn}; its results say so.")]
    private static partial void ExecutionFailed(ILogger logger, string executionArn, Exception exception);
}
