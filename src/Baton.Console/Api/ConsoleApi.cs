using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Baton.Api;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api.Drafts;
using Baton.WebConsole.Bulk;
using Baton.WebConsole.Executions;
using Baton.WebConsole.Testing;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary>What the console needs beside the AWS API: <c>openapi.json</c> says it.</summary>
internal sealed class ConsoleApi(WorkflowRuntime runtime, StepFunctionsEndpoint api, RunsApi runs, BulkJobs jobs, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>As the API of Step Functions has it.</summary>
    internal const int PageMax = 1_000;
    internal const int PageDefault = 100;
    internal const string DefaultRegion = "us-east-1";

    private static readonly string[] StatusNames = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]; // in the order of ExecutionStatus

    private const string DraftsPath = "/drafts/";

    private readonly DraftsApi _drafts = new(runtime, api, clock);
    private readonly TestCasesApi _testCases = new(new TestCases(runtime));
    private readonly MachineRevisions _revisions = new(runtime);
    private readonly EventStream _events = new(runtime.Changes, jobs, clock, stopping);
    private readonly ActivityList _activities = new(runtime);
    private readonly ExecutionApi _executions = new(runtime, clock);

    /// <summary>The published name of a status.</summary>
    public static string NameOf(ExecutionStatus status) => StatusNames[(int)status - 1];

    public async Task HandleAsync(HttpContext http, string path)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (path.StartsWith(DraftsPath, StringComparison.Ordinal))
            {
                await _drafts.HandleAsync(http, path[DraftsPath.Length..]);
                return;
            }
            if ((runs.TryHandle(http, path) ?? _testCases.TryHandle(http, path)) is { } handled)
            {
                await handled;
                return;
            }
            if (!HttpMethods.IsGet(http.Request.Method))
            {
                http.Response.Headers.Allow = "GET";
                await FailAsync(http, StatusCodes.Status405MethodNotAllowed, "Invalid", "Expected GET.");
                return;
            }
            await (path switch
            {
                "/openapi.json" => OpenApiAsync(http),
                "/executions" => ListExecutionsAsync(http),
                "/machine-revisions" => _revisions.HandleAsync(http),
                "/activities" => _activities.ListAsync(http),
                "/events" => _events.HandleAsync(http),
                _ when ExecutionApi.Serves(path) => _executions.HandleAsync(http, path),
                _ => NotFoundAsync(http),
            });
        }
        catch (FormatException e)
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, "Invalid", e.Message);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException or RuntimeStoppedException)
        {
            await FailAsync(http, StatusCodes.Status503ServiceUnavailable, "Unavailable", "The server cannot do this at the moment; try again.");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            http.Abort(); // nobody waits for the answer, or the server stops
        }
    }

    internal static Task NotFoundAsync(HttpContext http) =>
        FailAsync(http, StatusCodes.Status404NotFound, "NotFound", $"There is no {http.Request.Path}; GET {ConsoleEndpoint.ApiPath}/openapi.json says what there is.");

    internal static Task FailAsync(HttpContext http, int status, string error, string message)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, new ErrorView(error, message), ConsoleJson.Default.ErrorView);
    }

    private async Task ListExecutionsAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var region = (string?)query["region"] ?? DefaultRegion;
        var status = ((string?)query["statusFilter"]) is { } name ? StatusOf(name) : (ExecutionStatus?)null;
        var size = (int)(Number(query["maxResults"], "maxResults", 1, PageMax) ?? PageDefault);
        var before = Number(query["nextToken"], "nextToken", 1, long.MaxValue) ?? long.MaxValue;
        var found = await runtime.Reader.ListOfAllMachinesAsync(region, status, before, size + 1, http.RequestAborted);
        var page = found.Take(size).Select(execution => ExecutionView.Of(execution.Row, execution.StateMachineArn));
        var next = found.Count > size ? found[size - 1].Row.Number.ToString(CultureInfo.InvariantCulture) : null;
        await WriteAsync(http, new ExecutionPage([.. page], next), ConsoleJson.Default.ExecutionPage);
    }

    private static ExecutionStatus StatusOf(string name) => Array.IndexOf(StatusNames, name) is >= 0 and var index
        ? (ExecutionStatus)(index + 1)
        : throw new FormatException($"statusFilter is '{name}'; expected one of {string.Join(", ", StatusNames)}.");

    /// <summary>A whole number of the query; null where it does not say one.</summary>
    /// <exception cref="FormatException">It is not a number, or out of its bounds.</exception>
    internal static long? Number(string? text, string name, long min, long max)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        throw new FormatException($"{name} is '{text}'; expected a whole number from {min} to {max}.");
    }

    private static Task OpenApiAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        using var stream = typeof(ConsoleApi).Assembly.GetManifestResourceStream("openapi.json")!;
        return stream.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    internal static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), http.RequestAborted).AsTask();
    }
}

/// <summary>Executions, newest first.</summary>
internal sealed record ExecutionPage(IReadOnlyList<ExecutionView> Executions, string? NextToken);

/// <summary>An execution, with the members that <c>ListExecutions</c> has; times are seconds since the epoch.</summary>
internal sealed record ExecutionView(string ExecutionArn, string StateMachineArn, string Name, string Status, double StartDate, double? StopDate, int RedriveCount)
{
    public static ExecutionView Of(ExecutionRow row, string stateMachineArn) => new(
        row.Arn, stateMachineArn, row.Arn[(row.Arn.LastIndexOf(':') + 1)..], ConsoleApi.NameOf(row.Status), Seconds(row.StartedAt), row.StoppedAt is { } stopped ? Seconds(stopped) : null, row.RedriveCount);

    internal static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1_000.0;
}

/// <summary>Why a request failed.</summary>
internal sealed record ErrorView(string Error, string Message);

/// <summary>Executions that have changed, in an event of the stream.</summary>
/// <param name="Status">How it stands; null where what is kept beside it has changed: its tasks for people, its case.</param>
internal sealed record ChangeView(string ExecutionArn, string? Status);

[JsonSerializable(typeof(ExecutionPage))]
[JsonSerializable(typeof(ActivityPage))]
[JsonSerializable(typeof(ErrorView))]
[JsonSerializable(typeof(List<ChangeView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ConsoleJson : JsonSerializerContext;
