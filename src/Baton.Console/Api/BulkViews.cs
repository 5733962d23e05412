using System.Text.Json.Serialization;
using Baton.WebConsole.Bulk;

namespace Baton.WebConsole.Api;

/// <summary>A job as it is told; times are seconds since the epoch.</summary>
/// <param name="Status">RUNNING, CANCELLING, DONE or CANCELLED.</param>
/// <param name="Named">How many executions were named; null for those of a query.</param>
internal sealed record BulkJobView(
    long Id, BulkAction Action, string Status, string? Query, int? Named, string Region, string? Error, string? Cause, double CreatedAt, double? EndedAt, long Looked, int Done, int Refused)
{
    public static BulkJobView Of(BulkJob job) => new(
        job.Id, job.Order.Action, job is { Status: BulkStatus.Running, IsToBeCancelled: true } ? "CANCELLING" : job.Status.ToString().ToUpperInvariant(), job.Order.Query, job.Order.ExecutionArns?.Count, job.Region,
        job.Order.Error, job.Order.Cause, ExecutionView.Seconds(job.CreatedAt), job.EndedAt is { } ended ? ExecutionView.Seconds(ended) : null, job.Looked, job.Done, job.Refused);
}

internal sealed record BulkJobList(IReadOnlyList<BulkJobView> Jobs);

/// <summary>What an order would do.</summary>
/// <param name="IsAtLeast">Whether there can be more than were counted.</param>
/// <param name="LookedTo">Where counting ended, if it did not go through: the start of the last execution.</param>
/// <param name="Checked">For so many of them it was looked at whether they would be refused.</param>
internal sealed record BulkPreview(int Count, bool IsAtLeast, int Looked, double? LookedTo, int Checked, IReadOnlyList<BulkRefusal> Refusals, IReadOnlyList<BulkSample> Sample);

internal sealed record BulkRefusal(string Reason, int Count);

internal sealed record BulkSample(string ExecutionArn, string Name, string Status, double StartDate);

internal sealed record BulkResultPage(IReadOnlyList<BulkResult> Results, string? NextToken);

[JsonSerializable(typeof(BulkJob))]
[JsonSerializable(typeof(BulkPiece))]
[JsonSerializable(typeof(BulkJobView))]
[JsonSerializable(typeof(BulkJobList))]
[JsonSerializable(typeof(BulkPreview))]
[JsonSerializable(typeof(BulkResultPage))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
internal sealed partial class BulkJson : JsonSerializerContext;
