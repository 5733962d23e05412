using System.Buffers;
using System.Collections.Frozen;
using Baton.Api.Protocol;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Baton.Api;

/// <summary>The wire: <c>POST /</c>, the operation in <c>X-Amz-Target</c>, JSON 1.0 in and out, errors by their published names.</summary>
public sealed partial class StepFunctionsEndpoint
{
    /// <summary>The longest request body, in bytes, as AWS has it.</summary>
    public const int BodyBytesMax = 1024 * 1024;

    private const int BlockBytes = 16 * 1024;
    private const string ContentType = "application/x-amz-json-1.0";
    private const string ContentType11 = "application/x-amz-json-1.1"; // what other services speak; nothing in it is other for these operations

    private readonly FrozenDictionary<string, IOperation> _operations;
    private readonly CancellationToken _stopping;
    private readonly ILogger<StepFunctionsEndpoint> _logger;
    private string? _whyReadOnly;

    /// <param name="runtime">Does what is asked.</param>
    /// <param name="clock">The time that page tokens carry.</param>
    /// <param name="logger">Where failures of ours are told.</param>
    /// <param name="stopping">Cancelled when the server stops: long polls end.</param>
    public StepFunctionsEndpoint(WorkflowRuntime runtime, TimeProvider clock, ILogger<StepFunctionsEndpoint> logger, CancellationToken stopping)
    {
        _operations = OperationTable.Of(runtime, clock);
        _stopping = stopping;
        _logger = logger;
    }

    /// <summary>Why only operations that read are served, as their callers are told; null where all are.</summary>
    public string? WhyReadOnly
    {
        get => Volatile.Read(ref _whyReadOnly);
        set => Volatile.Write(ref _whyReadOnly, value);
    }

    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        using var response = new ResponseWriter();
        try
        {
            var caller = new ApiCaller(CredentialScope.Region(http.Request.Headers.Authorization), requestId, http.RequestAborted, _stopping) { TraceHeader = TraceHeaders.Of(http.Request) };
            var target = (string?)http.Request.Headers["X-Amz-Target"];
            if (target is null || !_operations.TryGetValue(target, out var operation)) throw Errors.UnknownOperation(target);
            if (WhyReadOnly is { } reason && !OperationTable.IsReading(target)) throw Errors.ServiceUnavailable(reason);
            CheckContent(http.Request);
            var body = await ReadBodyAsync(http.Request);
            await operation.ExecuteAsync(new RequestReader(body), response, caller);
            await WriteAsync(http, 200, response.Finish());
        }
        catch (Exception e) when (e is CallerGoneException || (http.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException))
        {
            http.Abort(); // nobody waits for the answer any more
        }
        catch (Exception e)
        {
            var told = Errors.Of(e);
            if (told is null) RequestFailed(_logger, requestId, e);
            await WriteErrorAsync(http, told ?? Errors.InternalFailure(requestId));
        }
    }

    /// <summary>Does an operation for somebody in this process.</summary>
    /// <param name="operation">The name without its prefix, like <c>StartExecution</c>.</param>
    /// <param name="request">The members of the request.</param>
    /// <param name="region">The region that the caller is in.</param>
    /// <param name="task">The task that calls; null for a client.</param>
    /// <exception cref="ApiException">The error that a client would get.</exception>
    public async Task<JsonObject> CallAsync(string operation, JsonObject request, string region, ParentTask? task, CancellationToken cancellationToken)
    {
        if (!_operations.TryGetValue($"AWSStepFunctions.{operation}", out var found)) throw Errors.UnknownOperation(operation);
        using var response = new ResponseWriter();
        var caller = new ApiCaller(region, Guid.NewGuid().ToString(), cancellationToken, _stopping) { Task = task };
        await found.ExecuteAsync(new RequestReader(request), response, caller);
        return (JsonObject)JsonData.Parse(response.Finish().Span);
    }

    private static void CheckContent(HttpRequest request)
    {
        // Anything else could come from a form of a foreign web page without that page being asked.
        var isOurs = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals(ContentType11, StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isOurs) throw Errors.UnsupportedMediaType(request.ContentType);
        var encoding = (string?)request.Headers.ContentEncoding;
        if (encoding is { Length: > 0 } && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) throw Errors.UnsupportedEncoding(encoding);
    }

    private static async Task<JsonObject> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > BodyBytesMax) throw Errors.TooLarge(BodyBytesMax);
        var bytes = await ReadBytesAsync(request);
        if (bytes.Length == 0) return JsonObject.Empty;
        try
        {
            return JsonData.Parse(bytes, new JsonLimits(BodyBytesMax, 100)) as JsonObject ?? throw Errors.Serialization("The request body is not a JSON object.");
        }
        catch (JsonFormatException e)
        {
            throw Errors.Serialization($"The request body is not JSON: {e.Message} (line {e.Line}, column {e.Column})");
        }
    }

    /// <summary>Reads as much as a request may have, whatever its headers promise.</summary>
    private static async Task<byte[]> ReadBytesAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(block, request.HttpContext.RequestAborted)) > 0;)
            {
                if (buffer.Length + read > BodyBytesMax) throw Errors.TooLarge(BodyBytesMax);
                buffer.Write(block, 0, read);
            }
            return buffer.ToArray();
        }
        catch (BadHttpRequestException e)
        {
            throw e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Errors.TooLarge(BodyBytesMax) : Errors.BadBody(e.Message, e.StatusCode);
        }
        catch (IOException e)
        {
            throw new CallerGoneException(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    internal static Task WriteErrorAsync(HttpContext http, ApiException error)
    {
        if (http.Response.HasStarted) return Task.CompletedTask;
        http.Response.Headers["x-amzn-ErrorType"] = error.Code;
        var body = JsonObject.Of(("__type", JsonData.Of(error.Code)), ("message", JsonData.Of(error.Message)));
        if (error.Detail is var (member, value)) body = body.With(member, JsonData.Of(value));
        return WriteAsync(http, error.StatusCode, body.ToUtf8());
    }

    private static async Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = http.Request.ContentType?.StartsWith(ContentType11, StringComparison.OrdinalIgnoreCase) == true ? ContentType11 : ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, CancellationToken.None);
    }

    /// <summary>The connection broke before all of the request was there: not a failure of ours, whoever notices first.</summary>
    private sealed class CallerGoneException(IOException cause) : Exception("The caller has gone in the middle of the request.", cause);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "Request {RequestId} failed.")]
    private static partial void RequestFailed(ILogger logger, string requestId, Exception exception);
}
