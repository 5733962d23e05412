using System.Globalization;
using Baton.Runtime;
using Baton.WebConsole.Bulk;
using Baton.WebConsole.Query;
using Baton.WebConsole.Runs;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary>Stops and redrives many executions: what it would do, doing it, and how it goes.</summary>
internal sealed class BulkApi(WorkflowRuntime runtime, ExecutionSearch search, BulkJobs jobs, TimeProvider clock)
{
    private const string Path = "/bulk-jobs";
    private const int SampleSize = 8;
    private const int ErrorCharactersMax = 256;
    private const int CauseCharactersMax = 32_768;
    private const int ArnCharactersMax = 512;

    /// <summary>Whether these can be redriven is looked at, which costs reading them.</summary>
    private const int CheckedMax = 200;
    private const int PiecesPerPage = 4;

    private static readonly SearchLimits PreviewLimits = new(10_000, 20_000, 2_000, TimeSpan.FromSeconds(2));

    /// <inheritdoc cref="RunsApi.TryHandle"/>
    public Task? TryHandle(HttpContext http, string path)
    {
        if (path == Path) return RunsApi.AnswerAsync(http, ("GET", ListAsync), ("POST", CreateAsync));
        if (path == Path + "/preview") return RunsApi.AnswerAsync(http, ("POST", PreviewAsync));
        if (!path.StartsWith(Path + "/", StringComparison.Ordinal)) return null;
        return path[(Path.Length + 1)..].Split('/') switch
        {
            [var id] => RunsApi.AnswerAsync(http, ("GET", one => ShowAsync(one, id))),
            [var id, "results"] => RunsApi.AnswerAsync(http, ("GET", one => ResultsAsync(one, id))),
            [var id, "cancel"] => RunsApi.AnswerAsync(http, ("POST", one => CancelAsync(one, id))),
            _ => null,
        };
    }

    private async Task ListAsync(HttpContext http) =>
        await RunsApi.WriteAsync(http, new BulkJobList([.. (await jobs.ListAsync(http.RequestAborted)).Select(BulkJobView.Of)]), BulkJson.Default.BulkJobList);

    private async Task ShowAsync(HttpContext http, string id) => await AnswerAsync(http, await jobs.FindAsync(RunsApi.IdIn(id), http.RequestAborted));

    private async Task CreateAsync(HttpContext http)
    {
        var order = await ReadOrderAsync(http);
        await AnswerAsync(http, await jobs.CreateAsync(new BulkJob { Order = order, Region = RunsApi.RegionOf(http), CreatedAt = clock.NowStored() }, http.RequestAborted));
    }

    private async Task CancelAsync(HttpContext http, string id)
    {
        var job = await jobs.FindAsync(RunsApi.IdIn(id), http.RequestAborted);
        if (job.Status != BulkStatus.Running) throw ConsoleException.Conflict("The job has ended: nothing is left to cancel.");
        await AnswerAsync(http, await jobs.UpdateAsync(job.Id, now => now with { IsToBeCancelled = true }, [], http.RequestAborted));
    }

    /// <summary>What an order would do, without doing it.</summary>
    private async Task PreviewAsync(HttpContext http)
    {
        var order = await ReadOrderAsync(http);
        var targets = await BulkTargets.FindAsync(runtime, search, order, RunsApi.RegionOf(http), long.MaxValue, clock.NowStored(), PreviewLimits, http.RequestAborted);
        var refusals = new Dictionary<string, int>();
        foreach (var row in targets.Rows.Take(CheckedMax))
        {
            var reason = order.Action == BulkAction.Stop
                ? row.Status == Store.ExecutionStatus.Running ? null : $"It has ended: {ConsoleApi.NameOf(row.Status)}."
                : await runtime.Reader.TryDescribeAsync(row, http.RequestAborted) is { } execution ? await runtime.Reader.WhyNotRedrivableAsync(execution, http.RequestAborted) : null;
            if (reason is not null) refusals[reason] = refusals.GetValueOrDefault(reason) + 1;
        }
        var unknown = (order.ExecutionArns?.Count ?? targets.Rows.Count) - targets.Rows.Count;
        if (unknown > 0) refusals["It is not stored, or not any more."] = unknown;
        var sample = targets.Rows.Take(SampleSize).Select(row => ExecutionView.Of(row, row.Arn));
        var view = new BulkPreview(
            targets.Rows.Count, targets.Next is not null, targets.Looked, targets.LookedTo is { } to ? ExecutionView.Seconds(to) : null, Math.Min(CheckedMax, targets.Rows.Count),
            [.. refusals.Select(refusal => new BulkRefusal(refusal.Key, refusal.Value))], [.. sample.Select(one => new BulkSample(one.ExecutionArn, one.Name, one.Status, one.StartDate))]);
        await RunsApi.WriteAsync(http, view, BulkJson.Default.BulkPreview);
    }

    private async Task ResultsAsync(HttpContext http, string id)
    {
        var job = await jobs.FindAsync(RunsApi.IdIn(id), http.RequestAborted);
        var isRefused = http.Request.Query["outcome"] is [{ } outcome] && (outcome == "REFUSED" ? true : throw ConsoleException.Invalid($"outcome is '{outcome}'; expected REFUSED."));
        var before = ConsoleApi.Number(http.Request.Query["nextToken"], "nextToken", 1, long.MaxValue) ?? long.MaxValue;
        var pieces = await jobs.ResultsAsync(job.Id, isRefused, before, PiecesPerPage, http.RequestAborted);
        var results = pieces.SelectMany(piece => piece.Piece.Results).Where(result => !isRefused || result.Reason is not null);
        var next = pieces.Count == PiecesPerPage ? pieces[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        await RunsApi.WriteAsync(http, new BulkResultPage([.. results], next), BulkJson.Default.BulkResultPage);
    }

    /// <exception cref="ConsoleException">It breaks a rule.</exception>
    /// <exception cref="QueryException">Its query cannot be read.</exception>
    private async Task<BulkOrder> ReadOrderAsync(HttpContext http)
    {
        var order = await RunsApi.ReadAsync(http, BulkJson.Default.BulkOrder);
        if (!Enum.IsDefined(order.Action)) throw ConsoleException.Invalid("action: expected STOP or REDRIVE.");
        if (order.Query is null == order.ExecutionArns is null) throw ConsoleException.Invalid("Expected either query or executionArns.");
        if (order.Query is { } query) QueryParser.Parse(query, clock.GetUtcNow());
        if (order.Action == BulkAction.Redrive && (order.Error ?? order.Cause) is not null) throw ConsoleException.Invalid("error and cause go with STOP alone.");
        if (order.Error?.Length > ErrorCharactersMax) throw ConsoleException.Invalid($"error: expected at most {ErrorCharactersMax} characters.");
        if (order.Cause?.Length > CauseCharactersMax) throw ConsoleException.Invalid($"cause: expected at most {CauseCharactersMax} characters.");
        if (order.ExecutionArns is not { } arns) return order;
        if (arns.Count is 0 or > BulkTargets.NamedMax) throw ConsoleException.Invalid($"executionArns: expected 1 to {BulkTargets.NamedMax}.");
        if (arns.Any(arn => arn is null or { Length: > ArnCharactersMax })) throw ConsoleException.Invalid($"executionArns: expected ARNs of at most {ArnCharactersMax} characters.");
        return order with { ExecutionArns = [.. arns.Distinct()] };
    }

    private static Task AnswerAsync(HttpContext http, BulkJob job) => RunsApi.WriteAsync(http, BulkJobView.Of(job), BulkJson.Default.BulkJobView);
}
