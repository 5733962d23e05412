using Baton.Cli.Api;

namespace Baton.Cli.Json;

internal sealed record ChecklistJson(ExecutionJson Execution, IReadOnlyList<StepJson> Steps)
{
    public static ChecklistJson Of(ExecutionReport report, IReadOnlyList<ChecklistItem> items) => new(ExecutionJson.Of(report.Execution), [.. items.Select(item => StepJson.Of(item, report.Execution.Status.IsClosed))]);
}

/// <param name="Standing">done, now, next or skipped.</param>
/// <param name="Status">Absent where the step has not been reached.</param>
internal sealed record StepJson(string Step, int Depth, string Standing, string? Status, string? Who, DateTimeOffset? Since, int Visits, int Attempts, string? Error)
{
    public static StepJson Of(ChecklistItem item, bool hasEnded) => new(
        item.Step, item.Depth, item.Standing(hasEnded), item.Status is { } status ? StatusWords.Of(status) : null, item.Who, item.Since?.ToUniversalTime(), item.Visits, item.Attempts, item.Error);
}
