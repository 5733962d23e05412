using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Baton.Functions.Hosts;
using Baton.Functions.Invocations;
using Baton.Json;
using Baton.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Api;

/// <summary>
/// The part of the AWS Lambda API that a service with functions needs (version 2015-03-31): invoke, and create, get, list and delete. What is created
/// here is a pull function, for the code that comes with it is nowhere to be run.
/// </summary>
public sealed partial class LambdaEndpoint(FunctionService functions, ILogger<LambdaEndpoint> logger)
{
    public const string Path = "/2015-03-31/functions";

    private const int RequestBytesMax = 70 * 1024 * 1024; // what CreateFunction takes with a zipped package, as published
    private const int PageLengthMax = 50;
    private const int DefaultTimeoutSeconds = 3;

    /// <summary>Members of CreateFunction that would change what a function does, and that nothing here does.</summary>
    private static readonly string[] Unsupported = ["Environment", "DeadLetterConfig", "DurableConfig", "ImageConfig", "FileSystemConfigs"];

    public async Task HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (WebPages.HasSent(http.Request))
        {
            await WebPages.RefuseAsync(http);
            return;
        }
        FunctionAnswer answer;
        try
        {
            answer = await AnswerAsync(http);
        }
        catch (FunctionException e)
        {
            answer = OfError(e);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException or ObjectDisposedException)
        {
            Failed(logger, http.Request.Path, e);
            answer = OfError(FunctionException.Service(e.Message));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            http.Abort(); // the request was cut off, or the server stops
            return;
        }
        http.Response.StatusCode = answer.StatusCode;
        foreach (var (name, value) in answer.Headers) http.Response.Headers[name] = value;
        if (answer.StatusCode == StatusCodes.Status204NoContent) return;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    private Task<FunctionAnswer> AnswerAsync(HttpContext http)
    {
        var parts = http.Request.Path.Value![Path.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (http.Request.Method, parts) switch
        {
            ("POST", []) => CreateAsync(http),
            ("GET", []) => Task.FromResult(List(http)),
            ("GET", [var name]) => Task.FromResult(Get(Name(http, name))),
            ("GET", [var name, "configuration"]) => Task.FromResult(Ok(Configuration(Name(http, name), Known(Name(http, name))))),
            ("DELETE", [var name]) => DeleteAsync(Name(http, name), http.RequestAborted),
            ("POST", [var name, "invocations"]) => InvokeAsync(http, Name(http, name)),
            _ => throw new FunctionException("UnknownOperationException", 404, $"This server does not serve {http.Request.Method} {http.Request.Path} of the Lambda API: it invokes, creates, gets, lists and deletes functions."),
        };
    }

    private async Task<FunctionAnswer> InvokeAsync(HttpContext http, FunctionName name)
    {
        string? Header(string header) => http.Request.Headers[header] is [{ Length: > 0 } value] ? value : null;
        var type = Header("X-Amz-Invocation-Type") is not { } said ? InvocationType.RequestResponse
            : Enum.TryParse<InvocationType>(said, out var known) && known.ToString() == said ? known
            : throw FunctionException.Invalid($"InvocationType is '{said}'; expected RequestResponse, Event or DryRun.");
        var log = Header("X-Amz-Log-Type");
        if (log is not (null or "None" or "Tail")) throw FunctionException.Invalid($"LogType is '{log}'; expected None or Tail.");
        if (Header(HttpHost.ForwardedHeader) is not null && functions.Find(name.Key)?.Settings.Kind == FunctionKind.Forward)
            throw FunctionException.Service($"The function '{name.Key}' is forwarded to this server, which would forward it again: give it another endpoint.");
        BoundedBody.Unbind(http);
        var payload = await BoundedBody.ReadAsync(http.Request.Body, FunctionInvocation.PayloadBytesMax, http.RequestAborted)
            ?? throw FunctionException.TooLarge(FunctionInvocation.PayloadBytesMax);
        return await functions.InvokeAsync(
            new FunctionInvocation
            {
                Function = name,
                RequestId = Guid.NewGuid().ToString(),
                Payload = payload,
                Type = type,
                WantsLog = log == "Tail",
                ClientContext = Header("X-Amz-Client-Context"),
                TraceId = Header("X-Amzn-Trace-Id"),
            },
            http.RequestAborted);
    }

    private async Task<FunctionAnswer> CreateAsync(HttpContext http)
    {
        BoundedBody.Unbind(http);
        var body = await BoundedBody.ReadAsync(http.Request.Body, RequestBytesMax, http.RequestAborted) ?? throw FunctionException.TooLarge(RequestBytesMax);
        JsonObject request;
        try
        {
            request = JsonData.Parse(body) as JsonObject ?? throw FunctionException.InvalidContent("The request is no JSON object.");
        }
        catch (JsonFormatException e)
        {
            throw FunctionException.InvalidContent($"Could not parse request body into json: {e.Message}");
        }
        var text = (request["FunctionName"] as JsonString)?.Value ?? throw FunctionException.Invalid("FunctionName is missing; expected the name of the function.");
        var name = Name(http, text);
        if (name.Qualifier is not null) throw FunctionException.Invalid($"FunctionName is '{text}'; expected a name without a qualifier.");
        foreach (var member in Unsupported)
        {
            if (request[member] is { Kind: not JsonKind.Null })
                throw FunctionException.Invalid($"{member} is not for functions that are created here: their runtimes are started elsewhere. 'baton function add' adds functions of other kinds.");
        }
        var timeout = request["Timeout"] switch
        {
            null or { Kind: JsonKind.Null } => DefaultTimeoutSeconds,
            var given => int.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : throw FunctionException.Invalid($"Timeout is {given}; expected a number of seconds."),
        };
        try
        {
            var settings = new FunctionSettings { Kind = FunctionKind.Pull, TimeoutSeconds = timeout, Description = (request["Description"] as JsonString)?.Value };
            var view = await functions.PutAsync(name, settings, mayExist: false, http.RequestAborted) ?? throw FunctionException.Exists(name);
            return Ok(Configuration(name, view), StatusCodes.Status201Created);
        }
        catch (FunctionSettingsException e)
        {
            throw FunctionException.Invalid(e.Message);
        }
    }

    private FunctionAnswer Get(FunctionName name)
    {
        var view = Known(name);
        return Ok(JsonObject.Of(
            ("Configuration", Configuration(name, view)),
            ("Code", JsonObject.Of(("RepositoryType", JsonData.Of(view.Settings.Kind.ToString())), ("Location", JsonData.Of(view.Status.RuntimeApi ?? view.Settings.Endpoint?.ToString() ?? "")))),
            ("Tags", JsonObject.Empty)));
    }

    private FunctionAnswer List(HttpContext http)
    {
        var query = http.Request.Query;
        var most = query["MaxItems"] is [{ } text] ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var items) && items > 0 ? Math.Min(items, PageLengthMax) : throw FunctionException.Invalid($"MaxItems is '{text}'; expected 1 to 10000.") : PageLengthMax;
        var after = query["Marker"] is [{ } marker] ? marker : "";
        var page = functions.All.Where(view => string.CompareOrdinal(view.Name, after) > 0).Take(most + 1).ToList();
        var members = JsonObject.Of(("Functions", new JsonArray(page.Take(most).Select(view => Configuration(Name(http, view.Name), view)))));
        return Ok(page.Count > most ? members.With("NextMarker", JsonData.Of(page[most - 1].Name)) : members);
    }

    private async Task<FunctionAnswer> DeleteAsync(FunctionName name, CancellationToken cancellationToken) =>
        await functions.RemoveAsync(name, cancellationToken) ? new FunctionAnswer(StatusCodes.Status204NoContent, default, []) : throw FunctionException.NotFound(name);

    private FunctionView Known(FunctionName name) => functions.Find(name.Key) ?? throw FunctionException.NotFound(name);

    private static JsonObject Configuration(FunctionName name, FunctionView view) => JsonObject.Of(
        ("FunctionName", JsonData.Of(name.Name)),
        ("FunctionArn", JsonData.Of(name.Arn)),
        ("Version", JsonData.Of(name.Version)),
        ("Description", JsonData.Of(view.Settings.Description ?? "")),
        ("Timeout", JsonData.Of(view.Settings.TimeoutSeconds)),
        ("MemorySize", JsonData.Of(view.Settings.MemoryMiB ?? 128)),
        ("Handler", JsonData.Of(view.Settings.Handler ?? "")),
        ("CodeSize", JsonData.Of(0)),
        ("LastModified", JsonData.Of(view.UpdatedAt.ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture))),
        ("State", JsonData.Of("Active")),
        ("LastUpdateStatus", JsonData.Of("Successful")),
        ("PackageType", JsonData.Of("Zip")));

    /// <summary>The function that a path or a member names, with the qualifier in the query.</summary>
    private static FunctionName Name(HttpContext http, string text)
    {
        var region = Scope().Match(http.Request.Headers.Authorization.ToString()) is { Success: true } scope ? scope.Groups["region"].Value : "us-east-1";
        var name = FunctionName.Parse(text, region) ?? throw FunctionException.Invalid($"FunctionName is '{text}'; expected a name of at most 64 letters, digits, '-' and '_', a part of an ARN or an ARN.");
        var qualifier = http.Request.Query["Qualifier"] is [{ Length: > 0 } said] ? said : null;
        return name.With(qualifier) ?? throw FunctionException.Invalid("The derived qualifier from the function name does not match the specified qualifier.");
    }

    private static FunctionAnswer Ok(JsonObject body, int statusCode = StatusCodes.Status200OK) => new(statusCode, body.ToUtf8(), [new("Content-Type", "application/json")]);

    private static FunctionAnswer OfError(FunctionException e) =>
        new(e.StatusCode, Encoding.UTF8.GetBytes(e.ToJson()), [new("Content-Type", "application/json"), new("x-amzn-ErrorType", e.Code), new("x-amzn-RequestId", Guid.NewGuid().ToString())]);

    [GeneratedRegex(@"Credential=[^/,\s]+/\d{8}/(?<region>[a-z0-9-]{1,64})/", RegexOptions.CultureInvariant)]
    private static partial Regex Scope();

    [LoggerMessage(EventId = 9106, Level = LogLevel.Error, Message = "{Path} failed.")]
    private static partial void Failed(ILogger logger, string path, Exception exception);
}
