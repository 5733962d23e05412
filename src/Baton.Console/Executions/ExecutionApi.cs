using System.Text.Json.Serialization;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Executions;

/// <summary><c>GET /console/api/execution/…</c>: what the history of one execution does not tell.</summary>
internal sealed class ExecutionApi(WorkflowRuntime runtime, TimeProvider clock)
{
    private const string Prefix = "/execution/";
    private const int ArnLengthMax = 1_024;

    private readonly WaitsReader _waits = new(runtime, clock);
    private readonly RelativesReader _relatives = new(runtime);

    public static bool Serves(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public Task HandleAsync(HttpContext http, string path) => path[Prefix.Length..] switch
    {
        "step" => AnswerAsync(http, row => StepAsync(http, row)),
        "waits" => AnswerAsync(http, async row => await ConsoleApi.WriteAsync(http, await _waits.ReadAsync(row, http.RequestAborted), ExecutionJson.Default.WaitsView)),
        "relatives" => AnswerAsync(http, async row => await ConsoleApi.WriteAsync(http, await _relatives.ReadAsync(row, http.RequestAborted), ExecutionJson.Default.RelativesView)),
        _ => ConsoleApi.NotFoundAsync(http),
    };

    private async Task AnswerAsync(HttpContext http, Func<ExecutionRow, Task> answer)
    {
        var arn = (string?)http.Request.Query["executionArn"];
        if (string.IsNullOrEmpty(arn) || arn.Length > ArnLengthMax) throw new FormatException($"executionArn is missing or longer than {ArnLengthMax} characters; expected the ARN of an execution.");
        if (await runtime.Reader.FindAsync(arn, http.RequestAborted) is { } row) await answer(row);
        else await ConsoleApi.FailAsync(http, StatusCodes.Status404NotFound, "ExecutionDoesNotExist", $"There is no execution '{arn}', or nothing of it is stored yet.");
    }

    private async Task StepAsync(HttpContext http, ExecutionRow row)
    {
        var id = ConsoleApi.Number(http.Request.Query["event"], "event", 1, long.MaxValue) ?? throw new FormatException("event is missing; expected the id of an event that entered a state.");
        if (await runtime.Steps.InspectAsync(row, id, http.RequestAborted) is { } step) await ConsoleApi.WriteAsync(http, StepView.Of(step), ExecutionJson.Default.StepView);
        else await ConsoleApi.FailAsync(http, StatusCodes.Status404NotFound, "NotFound", $"Event {id} of '{row.Arn}' enters no state.");
    }
}

[JsonSerializable(typeof(StepView))]
[JsonSerializable(typeof(WaitsView))]
[JsonSerializable(typeof(RelativesView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ExecutionJson : JsonSerializerContext;
