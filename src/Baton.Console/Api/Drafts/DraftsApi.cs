using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Api;
using Baton.Api.Protocol;
using Baton.Expressions.Guide;
using Baton.Language;
using Baton.Local.Mocks;
using Baton.Runtime;
using Baton.Store;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>
/// <c>/console/api/drafts</c>: what an editor asks of a definition that is not deployed. Payloads come and go as JSON texts, as in the AWS API, so that numbers keep their digits.
/// </summary>
internal sealed class DraftsApi(WorkflowRuntime runtime, StepFunctionsEndpoint api, TimeProvider clock)
{
    /// <summary>How many runs and evaluations go on at once: executions are not to starve for drafts.</summary>
    private const int AtOnceMax = 2;

    private static readonly SemaphoreSlim Places = new(AtOnceMax);

    private readonly DraftStateTest _stateTest = new(api);

    /// <param name="name">What stands behind <c>/drafts/</c>.</param>
    /// <exception cref="FormatException">A member of the request is not what it has to be.</exception>
    public async Task HandleAsync(HttpContext http, string name)
    {
        var method = name == "functions" ? "GET" : "POST";
        if (!string.Equals(http.Request.Method, method, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.Allow = method;
            await ConsoleApi.FailAsync(http, StatusCodes.Status405MethodNotAllowed, "Invalid", $"Expected {method}.");
            return;
        }
        try
        {
            await (name switch
            {
                "functions" => WriteAsync(http, WriteFunctions),
                "validate" => ValidateAsync(http, await DraftRequest.ReadAsync(http)),
                "test-state" => TestStateAsync(http, await DraftRequest.ReadAsync(http)),
                "run" => RunAsync(http, await DraftRequest.ReadAsync(http)),
                "evaluate" => EvaluateAsync(http, await DraftRequest.ReadAsync(http)),
                _ => ConsoleApi.FailAsync(http, StatusCodes.Status404NotFound, "NotFound", $"There is no {http.Request.Path}."),
            });
        }
        catch (ApiException e)
        {
            await ConsoleApi.FailAsync(http, e.StatusCode, e.Code, e.Message);
        }
    }

    private static async Task ValidateAsync(HttpContext http, DraftRequest request)
    {
        var (text, isYaml) = (request.Required("text"), request.IsYaml);
        var isExpress = request.Word("type", "STANDARD", "EXPRESS") == "EXPRESS";
        var problems = await InTurnAsync(() => DraftProblem.Of(text, isYaml, isExpress), http.RequestAborted);
        await WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("isValid", problems.All(problem => problem.Finding.Severity != DiagnosticSeverity.Error));
            WriteProblems(json, problems);
            json.WriteEndObject();
        });
    }

    private async Task TestStateAsync(HttpContext http, DraftRequest request)
    {
        if (!request.TryReadDraft(out var draft, out var problem))
        {
            await RefuseAsync(http, [problem]);
            return;
        }
        var answer = await _stateTest.RunAsync(request, draft, http.RequestAborted);
        await WriteAsync(http, json => json.WriteRawValue(answer.ToUtf8(), skipInputValidation: true));
    }

    private async Task RunAsync(HttpContext http, DraftRequest request)
    {
        if (!request.TryReadDraft(out var draft, out var problem))
        {
            await RefuseAsync(http, [problem]);
            return;
        }
        if (DefinitionParser.Parse(draft.Json, DefinitionOptions.Standard).Machine is not { } machine)
        {
            await RefuseAsync(http, DraftProblem.Of(draft.Source, draft.IsYaml, isExpress: false));
            return;
        }
        var mocks = request.Optional("mocks") is { } text ? MockFile.Read(text, machine, "draft") : new MockFile(MockFile.NoAnswers(), []);
        if (mocks.Answers is not { } answers)
        {
            await RefuseAsync(http, mocks.Findings);
            return;
        }
        var run = await InTurnAsync(
            () =>
            {
                var run = new DraftRun(request, machine, answers, runtime.Options.Limits, StoreTime.Stored(clock.GetUtcNow()));
                run.Run(http.RequestAborted);
                return run;
            },
            http.RequestAborted);
        await WriteAsync(http, run.Write);
    }

    private async Task EvaluateAsync(HttpContext http, DraftRequest request)
    {
        var evaluation = await InTurnAsync(() => DraftEvaluation.Of(request, clock.GetUtcNow()), http.RequestAborted);
        await WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", evaluation.Kind);
            if (evaluation.Result is { } result) json.WriteString("result", result);
            if (evaluation.Error is { } error)
            {
                json.WriteStartObject("error");
                json.WriteString("code", error.Code);
                json.WriteString("message", error.Message);
                if (error.Position is { } position) json.WriteNumber("position", position);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        });
    }

    /// <summary>Computes beside the threads that serve requests, a few at a time.</summary>
    private static async Task<T> InTurnAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        await Places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(compute, cancellationToken);
        }
        finally
        {
            Places.Release();
        }
    }

    private static void WriteFunctions(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (language, functions) in (ReadOnlySpan<(string, IReadOnlyList<FunctionDescription>)>)[("jsonata", FunctionGuide.Jsonata), ("intrinsic", FunctionGuide.Intrinsics)])
        {
            json.WriteStartArray(language);
            foreach (var function in functions)
            {
                json.WriteStartObject();
                json.WriteString("name", function.Name);
                json.WriteString("usage", function.Usage);
                if (function.Signature is { } signature) json.WriteString("signature", signature);
                json.WriteString("summary", function.Summary);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static Task RefuseAsync(HttpContext http, IReadOnlyList<DraftProblem> problems) => RefuseAsync(
        http, "InvalidDefinition", "The draft has errors.", json => WriteProblems(json, [.. problems.Where(problem => problem.Finding.Severity == DiagnosticSeverity.Error)]));

    private static Task RefuseAsync(HttpContext http, IReadOnlyList<Diagnostic> findings) => RefuseAsync(http, "InvalidMocks", "The mocks have errors.", json =>
    {
        json.WriteStartArray("problems");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("message", finding.Message);
            if (finding.Location is { } location) json.WriteString("location", location);
            json.WriteNumber("line", finding.Line ?? 1);
            json.WriteNumber("column", finding.Column ?? 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static Task RefuseAsync(HttpContext http, string error, string message, Action<Utf8JsonWriter> writeProblems)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return WriteAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", error);
            json.WriteString("message", message);
            writeProblems(json);
            json.WriteEndObject();
        });
    }

    private static void WriteProblems(Utf8JsonWriter json, IReadOnlyList<DraftProblem> problems)
    {
        json.WriteStartArray("problems");
        foreach (var (finding, pointer, range, fix) in problems)
        {
            json.WriteStartObject();
            json.WriteString("severity", finding.Severity == DiagnosticSeverity.Error ? "ERROR" : "WARNING");
            json.WriteString("code", finding.Code);
            json.WriteString("message", finding.Message);
            if (finding.Location is { } location) json.WriteString("location", location);
            json.WriteString("pointer", pointer);
            WriteRange(json, range);
            if (fix is not null) WriteFix(json, fix);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFix(Utf8JsonWriter json, DraftFix fix)
    {
        json.WriteStartObject("fix");
        json.WriteString("title", fix.Title);
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            WriteRange(json, edit.Range);
            json.WriteString("text", edit.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, TextRange range)
    {
        json.WriteStartObject("range");
        foreach (var (name, place) in (ReadOnlySpan<(string, TextPlace)>)[("from", range.From), ("to", range.To)])
        {
            json.WriteStartObject(name);
            json.WriteNumber("offset", place.Offset);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}
