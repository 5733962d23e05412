using System.Text;
using System.Text.Json;

namespace Baton.Load.Http;

/// <summary>The calls that prepare and check work; what is measured makes its requests itself.</summary>
internal static class Api
{
    private const string RoleArn = "arn:aws:iam::000000000000:role/baton";
    private const int PageMax = 1_000;

    /// <returns>The ARN.</returns>
    public static async Task<string> CreateStateMachineAsync(this ApiConnection api, string name, string definition, string type = "STANDARD")
    {
        var answer = await api.CallAsync(Operation.CreateStateMachine, $$"""{"name":{{Json(name)}},"definition":{{Json(definition)}},"type":"{{type}}","roleArn":"{{RoleArn}}"}""");
        return Text(answer, "\"stateMachineArn\":\""u8);
    }

    /// <returns>The ARN.</returns>
    public static async Task<string> CreateActivityAsync(this ApiConnection api, string name) =>
        Text(await api.CallAsync(Operation.CreateActivity, $$"""{"name":{{Json(name)}}}"""), "\"activityArn\":\""u8);

    /// <returns>The ARN.</returns>
    public static async Task<string> StartAsync(this ApiConnection api, string stateMachineArn, string input) =>
        Text(await api.CallAsync(Operation.StartExecution, StartBody(stateMachineArn, input)), "\"executionArn\":\""u8);

    /// <summary>The body of a StartExecution with this input.</summary>
    /// <param name="name">The execution's name; null to let the server make one up.</param>
    public static byte[] StartBody(string stateMachineArn, string input, string? name = null) =>
        Encoding.UTF8.GetBytes($$"""{"stateMachineArn":{{Json(stateMachineArn)}},"input":{{Json(input)}}{{(name is null ? "" : $",\"name\":{Json(name)}")}}}""");

    /// <summary>Asks until an execution has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed.</exception>
    public static async Task SucceededAsync(this ApiConnection api, string executionArn)
    {
        while (true)
        {
            var execution = await api.CallAsync(Operation.DescribeExecution, $$"""{"executionArn":{{Json(executionArn)}}}""");
            var status = Text(execution, "\"status\":\""u8);
            if (status == "SUCCEEDED") return;
            if (status != "RUNNING") throw new InvalidOperationException($"Expected an execution that succeeds, found {Encoding.UTF8.GetString(execution.Span)}.");
            await Task.Delay(1);
        }
    }

    /// <summary>One page of a machine's executions, the newest first.</summary>
    public static ValueTask<ReadOnlyMemory<byte>> ListAsync(this ApiConnection api, string stateMachineArn, string? status, int count, string? nextToken = null)
    {
        var filter = (status is null ? "" : $",\"statusFilter\":\"{status}\"") + (nextToken is null ? "" : $",\"nextToken\":{Json(nextToken)}");
        return api.CallAsync(Operation.ListExecutions, $$"""{"stateMachineArn":{{Json(stateMachineArn)}},"maxResults":{{count}}{{filter}}}""");
    }

    /// <summary>All executions of a machine, the newest first.</summary>
    public static async IAsyncEnumerable<ListedExecution> ListAllAsync(this ApiConnection api, string stateMachineArn)
    {
        string? next = null;
        do
        {
            using var page = JsonDocument.Parse(await api.ListAsync(stateMachineArn, null, PageMax, next));
            foreach (var item in page.RootElement.GetProperty("executions").EnumerateArray())
            {
                yield return new ListedExecution(
                    item.GetProperty("name").GetString()!, item.GetProperty("status").GetString()!, item.GetProperty("startDate").GetDouble(),
                    item.TryGetProperty("stopDate", out var stop) ? stop.GetDouble() : null);
            }
            next = page.RootElement.TryGetProperty("nextToken", out var token) ? token.GetString() : null;
        }
        while (next is not null);
    }

    /// <summary>Asks until no execution of a machine is running.</summary>
    public static async Task AllEndedAsync(this ApiConnection api, string stateMachineArn)
    {
        while ((await api.ListAsync(stateMachineArn, "RUNNING", 1)).Span.IndexOf("\"executionArn\""u8) >= 0) await Task.Delay(10);
    }

    /// <summary>A text as JSON.</summary>
    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Text(ReadOnlyMemory<byte> answer, ReadOnlySpan<byte> opening) => Encoding.UTF8.GetString(Member.Text(answer, opening).Span);
}

/// <summary>An execution in a list; times in seconds since the epoch, to the millisecond.</summary>
internal sealed record ListedExecution(string Name, string Status, double StartDate, double? StopDate);
