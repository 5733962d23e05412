using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Baton.Api;
using Baton.WebConsole.Api;
using Baton.WebConsole.Bulk;
using Baton.WebConsole.Runs;
using Baton.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.WebConsole;

/// <summary>
/// <c>/console</c>: the pages that people see in their browsers, and below <c>/console/api</c> what these need beside the AWS API. Every other path leads to the
/// one page, which shows the place that the path names.
/// </summary>
public sealed class ConsoleEndpoint
{
    public const string Path = "/console";

    /// <summary>Where the pages' own API is.</summary>
    public const string ApiPath = Path + "/api";

    private readonly Lazy<ConsoleFiles> _files = new(() => new ConsoleFiles());
    private readonly Lazy<string> _page = new(ConsoleFiles.Page);
    private readonly ConsoleApi _api;

    /// <summary>Joins a runtime that is not started yet.</summary>
    public ConsoleEndpoint(WorkflowRuntime runtime, StepFunctionsEndpoint api, TimeProvider clock, ILoggerFactory loggers, CancellationToken stopping)
    {
        var search = new ExecutionSearch(runtime, clock);
        var jobs = new BulkJobs(runtime);
        runtime.Services.Add(new BulkRunner(runtime, jobs, search, clock, loggers.CreateLogger<BulkRunner>()).RunAsync);
        var runs = new RunsApi(search, new KnownValues(runtime, search, clock), new Overview(runtime, search, clock), new SavedViews(runtime), new BulkApi(runtime, search, jobs, clock), clock);
        _api = new ConsoleApi(runtime, api, runs, jobs, clock, stopping);
    }

    /// <summary>Leads from the root of the service to the console.</summary>
    public static void Redirect(HttpContext http) => http.Response.Redirect($"{http.Request.PathBase}{Path}/");

    public Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Path.StartsWithSegments(ApiPath, StringComparison.Ordinal, out var rest)) return _api.HandleAsync(http, rest.Value ?? "");
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return ServeAsync(http, http.Request.Path.Value![Path.Length..]);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private async Task ServeAsync(HttpContext http, string place)
    {
        if (place.Length == 0) Redirect(http);
        else if (place is not ("/" or "/index.html") && await _files.Value.TryServeAsync(http, place[1..])) return;
        else if (place.StartsWith("/assets/", StringComparison.Ordinal)) http.Response.StatusCode = StatusCodes.Status404NotFound;
        else await ServePageAsync(http);
    }

    /// <summary>The page is made for each request: it says where it is, and which styles it may add.</summary>
    private Task ServePageAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var root = HtmlEncoder.Default.Encode($"{http.Request.PathBase}{Path}/");
        var page = _page.Value.Replace("\"./", $"\"{root}", StringComparison.Ordinal).Replace("NONCE", nonce, StringComparison.Ordinal);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(page, http.RequestAborted);
    }
}
