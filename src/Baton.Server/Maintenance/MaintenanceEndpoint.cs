using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Baton.Runtime;
using Baton.Runtime.Maintenance;
using Baton.Store;
using Baton.Store.Sqlite;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Maintenance;

/// <summary>
/// What an operator asks of a running server: <c>GET /maintenance</c> says how it is, <c>GET /maintenance/settings</c> how it is set; <c>POST /maintenance/purge</c>, <c>verify</c>, <c>backup</c> and
/// <c>resume</c> do it, and tell how far they are, a <see cref="MaintenanceLine"/> of JSON at a time. Whoever goes away stops the work.
/// </summary>
internal sealed partial class MaintenanceEndpoint(
    WorkflowRuntime runtime, Pausing pausing, ServiceOptions options, EffectiveSettings settings, ILogger<MaintenanceEndpoint> logger, CancellationToken stopping)
{
    public const string Path = "/maintenance";

    private const string LinesType = "application/x-ndjson";
    private const string JsonType = "application/json";

    /// <summary>What the files are called in which backups are made before they are sent.</summary>
    private const string BackupPrefix = "baton.backup-";

    /// <summary>Deletes what backups left that a kill cut off.</summary>
    public void CleanUp()
    {
        if (runtime.Store is not SqliteStore) return;
        foreach (var left in Directory.GetFiles(options.DataFolder, BackupPrefix + "*")) File.Delete(left);
    }

    public async Task HandleAsync(HttpContext http)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            var name = http.Request.Path.Value![Path.Length..];
            if (name.Length == 0)
            {
                if (IsMethod(http, HttpMethods.Get)) await WriteAsync(http, Status(), MaintenanceJson.Default.ServerStatus, ended.Token);
                return;
            }
            if (name == "/settings")
            {
                if (IsMethod(http, HttpMethods.Get)) await WriteAsync(http, settings.Read(), MaintenanceJson.Default.SettingsView, ended.Token);
                return;
            }
            var work = name switch
            {
                "/purge" => PurgeAsync,
                "/verify" => VerifyAsync,
                "/backup" => BackUpAsync,
                "/resume" => (Func<HttpContext, CancellationToken, Task>)ResumeAsync,
                _ => null,
            };
            if (work is null) http.Response.StatusCode = StatusCodes.Status404NotFound;
            else if (IsMethod(http, HttpMethods.Post) && IsJson(http)) await WorkAsync(http, work, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            http.Abort(); // nobody waits for the answer any more, or the server stops: a cut answer says so
        }
    }

    /// <summary>Does the work; what goes wrong is the last line.</summary>
    private async Task WorkAsync(HttpContext http, Func<HttpContext, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        http.Response.ContentType = LinesType;
        try
        {
            await work(http, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteLineAsync(http, new MaintenanceLine { Error = e is JsonException ? $"The request cannot be read; expected an object with olderThan, stateMachineArn, status and dryRun. {e.Message}" : e.Message }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or StoreUnavailableException or StoreBrokenException or StoreConflictException or RuntimeStoppedException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            MaintenanceFailed(logger, http.Request.Path, e);
            await WriteLineAsync(http, new MaintenanceLine { Error = e.Message }, cancellationToken);
        }
    }

    private ServerStatus Status()
    {
        var isBroken = runtime.Committer.BrokenBy is not null;
        var database = new FileInfo(System.IO.Path.Combine(options.DataFolder, SqliteStore.FileName));
        var log = new FileInfo(database.FullName + "-wal");
        return new ServerStatus(
            isBroken ? "BROKEN" : pausing.IsPaused ? "PAUSED" : "RUNNING",
            isBroken ? "The storage failed: check the disk, then start the server again." : pausing.IsPaused ? Pausing.Advice : null,
            runtime.Store.Status.Description, runtime.Options.RetentionAge, database.Exists ? database.Length : null, log.Exists ? log.Length : null, runtime.Faults.All.Count);
    }

    private async Task ResumeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        await pausing.ResumeAsync(cancellationToken);
        await DoneAsync(http, cancellationToken);
    }

    private async Task PurgeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var order = await JsonSerializer.DeserializeAsync(http.Request.Body, MaintenanceJson.Default.PurgeOrder, cancellationToken) ?? throw new FormatException("The request is empty; expected an object with olderThan.");
        var request = PurgeOrders.Read(order, options.Clock.GetUtcNow());
        var pace = new Pace(options.Clock, restTimes: 1);
        await foreach (var progress in runtime.Purge.RunAsync(request, pace, cancellationToken)) await WriteLineAsync(http, new MaintenanceLine { Purge = progress }, cancellationToken);
        await DoneAsync(http, cancellationToken);
    }

    private async Task VerifyAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var pace = new Pace(options.Clock, restTimes: 1);
        await foreach (var progress in runtime.Verification.RunAsync(pace, cancellationToken)) await WriteLineAsync(http, new MaintenanceLine { Verification = progress }, cancellationToken);
        await DoneAsync(http, cancellationToken);
    }

    private async Task BackUpAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (runtime.Store is not SqliteStore store) throw new FormatException("The store is a PostgreSQL database: back it up with the tools of PostgreSQL (pg_dump, or continuous archiving).");
        var path = System.IO.Path.Combine(options.DataFolder, $"{BackupPrefix}{Guid.NewGuid():n}");
        try
        {
            var pace = new Pace(options.Clock, restTimes: 1);
            await foreach (var progress in store.BackUpAsync(path, cancellationToken))
            {
                await WriteLineAsync(http, new MaintenanceLine { Backup = progress }, cancellationToken);
                await pace.RestAsync(cancellationToken);
            }
            await using (var file = File.OpenRead(path))
            {
                await WriteLineAsync(http, new MaintenanceLine { FileBytes = file.Length }, cancellationToken);
                await file.CopyToAsync(http.Response.Body, cancellationToken);
            }
            await DoneAsync(http, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task DoneAsync(HttpContext http, CancellationToken cancellationToken) => WriteLineAsync(http, new MaintenanceLine { IsDone = true }, cancellationToken);

    private static bool IsMethod(HttpContext http, string method)
    {
        if (http.Request.Method == method) return true;
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return false;
    }

    /// <summary>Anything else could come from a form of a foreign web page without that page being asked.</summary>
    private static bool IsJson(HttpContext http)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim() == JsonType) return true;
        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return false;
    }

    private static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        http.Response.ContentType = JsonType;
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), cancellationToken).AsTask();
    }

    private static async Task WriteLineAsync(HttpContext http, MaintenanceLine line, CancellationToken cancellationToken)
    {
        await http.Response.Body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, MaintenanceJson.Default.MaintenanceLine), (byte)'\n'], cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 5203, Level = LogLevel.Error, Message = "{Path} failed.")]
    private static partial void MaintenanceFailed(ILogger logger, string path, Exception exception);
}
