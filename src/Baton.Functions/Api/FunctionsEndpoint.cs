using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Baton.Functions.Hosts;
using Baton.Store;
using Microsoft.AspNetCore.Http;

namespace Baton.Functions.Api;

/// <summary>
/// Baton's own API of functions: <c>GET /functions</c>, and <c>GET</c>, <c>PUT</c>, <c>DELETE /functions/NAME</c> with settings as JSON;
/// <c>GET /functions/NAME/logs</c> gives what the workers of a hosted function logged last. What is refused is said in a text.
/// </summary>
public sealed class FunctionsEndpoint(FunctionService functions)
{
    public const string Path = "/functions";

    private const int SettingsBytesMax = 256 * 1024;
    private const int LogBytes = 64 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (WebPages.HasSent(http.Request))
        {
            await WebPages.RefuseAsync(http);
            return;
        }
        try
        {
            await AnswerAsync(http);
        }
        catch (FunctionSettingsException e)
        {
            await TellAsync(http, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException)
        {
            await TellAsync(http, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            http.Abort(); // nobody waits for the answer any more
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var parts = http.Request.Path.Value![Path.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [])
        {
            if (http.Request.Method == "GET") await WriteAsync(http, functions.All, FunctionJson.Default.IReadOnlyListFunctionView);
            else await TellAsync(http, StatusCodes.Status405MethodNotAllowed, $"{Path} takes GET.");
            return;
        }
        if (FunctionName.Parse(parts[0], functions.Options.Region) is not { } name)
        {
            await TellAsync(http, StatusCodes.Status400BadRequest, $"'{parts[0]}' is no name of a function: at most 64 letters, digits, '-' and '_', and a qualifier behind a colon where it has one.");
            return;
        }
        switch (http.Request.Method, parts.Length, parts[^1])
        {
            case ("PUT", 1, _):
                await PutAsync(http, name);
                return;
            case ("GET", 1, _) when functions.Find(name.Key) is { } view:
                await WriteAsync(http, view, FunctionJson.Default.FunctionView);
                return;
            case ("GET", 2, "logs") when functions.Find(name.Key) is { } view:
                await WriteLogsAsync(http, view);
                return;
            case ("DELETE", 1, _) when await functions.RemoveAsync(name, http.RequestAborted):
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            case ("GET" or "DELETE", 1, _) or ("GET", 2, "logs"):
                await TellAsync(http, StatusCodes.Status404NotFound, $"There is no function '{name.Key}'.");
                return;
            default:
                await TellAsync(http, StatusCodes.Status404NotFound, $"Nothing is here for {http.Request.Method}: {Path}/NAME takes GET, PUT and DELETE, {Path}/NAME/logs takes GET.");
                return;
        }
    }

    private async Task PutAsync(HttpContext http, FunctionName name)
    {
        var body = await BoundedBody.ReadAsync(http.Request.Body, SettingsBytesMax, http.RequestAborted)
            ?? throw new FunctionSettingsException($"The settings have more than {SettingsBytesMax} bytes.");
        var isNew = functions.Find(name.Key) is null;
        var view = await functions.PutAsync(name, FunctionSettings.Read(body), mayExist: true, http.RequestAborted);
        http.Response.StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await WriteAsync(http, view!, FunctionJson.Default.FunctionView);
    }

    /// <summary>The end of each worker's log, under its name, the one that was written last at the end.</summary>
    private async Task WriteLogsAsync(HttpContext http, FunctionView view)
    {
        if (view.Settings.Kind != FunctionKind.Hosted)
        {
            await TellAsync(http, StatusCodes.Status400BadRequest, $"'{view.Name}' is not hosted: its logs are where it runs.");
            return;
        }
        http.Response.ContentType = "text/plain; charset=utf-8";
        var folder = new DirectoryInfo(HostedHost.LogFolder(functions.Options, view.Name));
        var files = folder.Exists ? folder.GetFiles("*.log") : [];
        foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc))
        {
            await using var log = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            log.Seek(Math.Max(0, log.Length - LogBytes), SeekOrigin.Begin);
            await http.Response.WriteAsync($"==> {System.IO.Path.GetFileNameWithoutExtension(file.Name)} <==\n", http.RequestAborted);
            await http.Response.Body.WriteAsync(await ReadAsync(log, http.RequestAborted), http.RequestAborted);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(FileStream log, CancellationToken cancellationToken)
    {
        var bytes = new byte[LogBytes];
        return bytes.AsMemory(0, await log.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
    }

    private static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), http.RequestAborted).AsTask();
    }

    private static Task TellAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text + "\n")).AsTask();
    }
}
