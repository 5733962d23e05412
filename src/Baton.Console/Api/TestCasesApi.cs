using System.Text.Json.Serialization;
using Baton.WebConsole.Testing;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary><c>/console/api/test-cases</c>: tests of a machine's states that people have kept.</summary>
internal sealed class TestCasesApi(TestCases cases)
{
    private const string Path = "/test-cases";

    /// <inheritdoc cref="RunsApi.TryHandle"/>
    public Task? TryHandle(HttpContext http, string path)
    {
        if (path == Path) return RunsApi.AnswerAsync(http, ("GET", ListAsync), ("POST", CreateAsync));
        if (!path.StartsWith(Path + "/", StringComparison.Ordinal)) return null;
        var id = path[(Path.Length + 1)..];
        return RunsApi.AnswerAsync(http, ("PUT", one => UpdateAsync(one, id)), ("DELETE", one => DeleteAsync(one, id)));
    }

    private async Task ListAsync(HttpContext http)
    {
        if ((string?)http.Request.Query["stateMachineArn"] is not { Length: > 0 } arn) throw ConsoleException.Invalid("stateMachineArn is missing.");
        await RunsApi.WriteAsync(http, new TestCaseList([.. (await cases.ListAsync(arn, http.RequestAborted)).Select(TestCaseView.Of)]), TestCasesJson.Default.TestCaseList);
    }

    private async Task CreateAsync(HttpContext http) => await AnswerAsync(http, await cases.CreateAsync(await ReadAsync(http), http.RequestAborted));

    private async Task UpdateAsync(HttpContext http, string id) => await AnswerAsync(http, await cases.UpdateAsync(await ReadAsync(http) with { Id = RunsApi.IdIn(id) }, http.RequestAborted));

    private async Task DeleteAsync(HttpContext http, string id)
    {
        await cases.DeleteAsync(RunsApi.IdIn(id), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task<TestCase> ReadAsync(HttpContext http) => RunsApi.ReadAsync(http, TestCasesJson.Default.TestCase);

    private static Task AnswerAsync(HttpContext http, TestCase test) => RunsApi.WriteAsync(http, TestCaseView.Of(test), TestCasesJson.Default.TestCaseView);
}

internal sealed record TestCaseView(
    long Id, string StateMachineArn, string StateName, string Name, string Input, string? Variables, TestMock? Mock, int? RetryCount, TestExpectation Expected)
{
    public static TestCaseView Of(TestCase test) =>
        new(test.Id, test.StateMachineArn, test.StateName, test.Name, test.Input, test.Variables, test.Mock, test.RetryCount, test.Expected);
}

internal sealed record TestCaseList(IReadOnlyList<TestCaseView> TestCases);

[JsonSerializable(typeof(TestCase))]
[JsonSerializable(typeof(TestCaseView))]
[JsonSerializable(typeof(TestCaseList))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
internal sealed partial class TestCasesJson : JsonSerializerContext;
