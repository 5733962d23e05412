using System.Globalization;
using Baton.Functions.Invocations;
using Baton.Json;
using Microsoft.AspNetCore.Http;

namespace Baton.Functions.RuntimeApi;

/// <summary>The Lambda Runtime API, as runtimes of one function speak it (version 2018-06-01).</summary>
/// <param name="queue">The function's work.</param>
/// <param name="process">The process that speaks; null where it was started elsewhere.</param>
/// <param name="stopping">Ends what waits for work.</param>
internal sealed class RuntimeApi(InvocationQueue queue, IRuntimeProcess? process, CancellationToken stopping)
{
    private const string Root = "/2018-06-01/runtime";
    private const string InvocationPath = Root + "/invocation/";
    private const string ErrorType = "Lambda-Runtime-Function-Error-Type";

    public Task HandleAsync(HttpContext http)
    {
        if (WebPages.HasSent(http.Request)) return WebPages.RefuseAsync(http);
        var path = http.Request.Path.Value!;
        switch (http.Request.Method, path)
        {
            case ("GET", InvocationPath + "next"):
                return NextAsync(http);
            case ("POST", Root + "/init/error"):
                return InitErrorAsync(http);
        }
        if (http.Request.Method == "POST" && path.StartsWith(InvocationPath, StringComparison.Ordinal) && path[InvocationPath.Length..].Split('/') is [var id, var what and ("response" or "error")])
            return EndAsync(http, id, isError: what == "error");
        return RefuseAsync(http, StatusCodes.Status404NotFound, "InvalidPath", $"The Runtime API has no {http.Request.Method} {path}.");
    }

    private async Task NextAsync(HttpContext http)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var start = process?.Asks();
        Invocation invocation;
        try
        {
            if (process is not null && start is null) await ended.CancelAsync();
            invocation = await queue.TakeAsync(Late, ended.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort(); // the runtime has gone, or is to ask again when the server is back
            return;
        }
        if (ended.IsCancellationRequested || process?.TryBegin(invocation, start!.Value) == false)
        {
            queue.Return(invocation);
            http.Abort();
            return;
        }
        var (call, headers) = (invocation.Call, http.Response.Headers);
        headers.ContentType = "application/json";
        headers.ContentLength = call.Payload.Length;
        headers["Lambda-Runtime-Aws-Request-Id"] = call.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = call.Function.Arn;
        if (call.TraceId is { } trace) headers["Lambda-Runtime-Trace-Id"] = trace;
        if (call.ClientContext is { } context) headers["Lambda-Runtime-Client-Context"] = JsonData.Parse(Convert.FromBase64String(context)).ToString().Replace("\u007f", "\\u007f", StringComparison.Ordinal); // the one character that JSON leaves as it is, and a header cannot have
        try
        {
            await http.Response.Body.WriteAsync(call.Payload, ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            process?.Missed(invocation);
            queue.Return(invocation);
        }
    }

    private void Late(Invocation invocation) => process?.IsLate(invocation);

    private async Task EndAsync(HttpContext http, string id, bool isError)
    {
        if (queue.Find(id) is not { } invocation || process?.Has(invocation) == false)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "InvalidRequestID", $"No invocation '{id}' is under way: it has ended, its time was up, somebody else has it, or it never was.");
            return;
        }
        FunctionResult result;
        var isTooLarge = false;
        try
        {
            var body = await BoundedBody.ReadAsync(http.Request.Body, FunctionInvocation.PayloadBytesMax, http.RequestAborted);
            isTooLarge = body is null;
            var failedOnItsWay = http.Request.SupportsTrailers() && http.Request.CheckTrailersAvailable() && http.Request.GetTrailer(ErrorType) is [{ Length: > 0 }]; // of a response that is streamed
            result = body is null ? FunctionResult.TooLarge()
                : isError ? FunctionResult.Failed(body.Length > 0 ? body : Unsaid(http))
                : failedOnItsWay ? FunctionResult.Failed(http.Request.GetTrailer(ErrorType).ToString(), "The function failed while it streamed its response.")
                : new FunctionResult(body);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            result = FunctionResult.Failed("Runtime.TruncatedResponse", $"RequestId: {id} Error: The runtime's connection broke before its response was complete.");
        }
        if (!invocation.TryEnd(process is null ? result : result with { Log = process.Ends(invocation) }))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "InvalidRequestID", $"The invocation '{id}' has ended already.");
            return;
        }
        if (isTooLarge) await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"A response has at most {FunctionInvocation.PayloadBytesMax} bytes.");
        else await AcceptAsync(http);
    }

    private async Task InitErrorAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request.Body, FunctionInvocation.PayloadBytesMax, http.RequestAborted);
        var error = body is { Length: > 0 } ? FunctionResult.Failed(body) : FunctionResult.Failed(Unsaid(http));
        if (process is null) queue.FailWaiting(error);
        else process.FailedToBegin(error);
        await AcceptAsync(http);
    }

    /// <summary>An error without a word; its type may be in a header.</summary>
    private static ReadOnlyMemory<byte> Unsaid(HttpContext http) =>
        FunctionResult.Failed(http.Request.Headers[ErrorType] is [{ Length: > 0 } type] ? type : "Runtime.Unknown", "The function failed and did not say why.").Payload;

    private static Task AcceptAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync("{\"status\":\"OK\"}\n"u8.ToArray()).AsTask();
    }

    private static Task RefuseAsync(HttpContext http, int status, string errorType, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(FunctionResult.Failed(errorType, message).Payload).AsTask();
    }
}
