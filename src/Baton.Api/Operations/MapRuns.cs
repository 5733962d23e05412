using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.MapRuns;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>What the operations on Map Runs share.</summary>
internal static class MapRuns
{
    public const int ArnLengthMax = 2000;

    public static async Task<MapRunRow> FindAsync(WorkflowRuntime runtime, string text, ApiCaller caller)
    {
        var arn = Arn.Parse(text, Arn.MapRun).ToString();
        return await runtime.MapRuns.FindAsync(arn, caller.IsGone) ?? throw Errors.MapRunDoesNotExist(arn);
    }

    public static string StatusOf(MapRunStatus status) => status switch
    {
        MapRunStatus.Running => "RUNNING",
        MapRunStatus.Succeeded => "SUCCEEDED",
        MapRunStatus.Failed => "FAILED",
        MapRunStatus.Aborted => "ABORTED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A stored status is one that this version knows."),
    };

    public static void WriteCounts(ResponseWriter response, string member, StatusCounts counts, bool resultsWritten)
    {
        var json = response.Json;
        json.WriteStartObject(member);
        json.WriteNumber("pending", counts.Pending);
        json.WriteNumber("running", counts.Running);
        json.WriteNumber("succeeded", counts.Succeeded);
        json.WriteNumber("failed", counts.Failed);
        json.WriteNumber("timedOut", counts.TimedOut);
        json.WriteNumber("aborted", counts.Aborted);
        json.WriteNumber("total", counts.Total);
        json.WriteNumber("resultsWritten", resultsWritten ? counts.Total : 0);
        json.WriteNumber("failuresNotRedrivable", counts.FailuresNotRedrivable);
        json.WriteNumber("pendingRedrive", counts.PendingRedrive);
        json.WriteEndObject();
    }
}
