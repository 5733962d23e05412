using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Baton.Language.People;
using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Links;
using Baton.People.Messages;
using Baton.People.Tasks;
using Baton.Runtime;
using Baton.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.People.Http;

/// <summary>
/// <c>/api</c>: tasks, cases and messages as JSON, described by <c>GET /api/openapi.json</c>. What changes something is a POST with a JSON body, which no form of a
/// foreign web page can send unasked.
/// </summary>
internal sealed partial class PeopleEndpoint(
    PeopleStore store, TaskService tasks, CaseService cases, AuditTrail audit, Outbox outbox, LinkSigner links, IActorSource actors, ChecklistReader checklists, Func<string?> whyReadOnly, ILogger<PeopleEndpoint> logger)
{
    public const string Path = "/api";

    private const string JsonType = "application/json";

    /// <summary>A file of the largest size in base64, and what is around it.</summary>
    private const int BodyBytesMax = (TaskRules.AttachmentBytesMax / 3 * 4) + 4_096;

    private static readonly Lazy<byte[]> OpenApi = new(() =>
    {
        using var stream = typeof(PeopleEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });

    public async Task HandleAsync(HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        try
        {
            await RouteAsync(http, cancellationToken);
        }
        catch (PeopleException e)
        {
            var status = e.Fault switch { PeopleFault.NotFound => 404, PeopleFault.Forbidden => 403, PeopleFault.Conflict => 409, _ => 400 };
            await FailAsync(http, status, e.Fault.ToString(), e.Message, e.Details);
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(http, e.StatusCode, nameof(PeopleFault.Invalid), e.Message);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException or StoreConflictException or RuntimeStoppedException or ExecutionFaultedException)
        {
            Refused(logger, http.Request.Path, e);
            await FailAsync(http, 503, "Unavailable", "The server cannot do this at the moment; try again.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // nobody waits for the answer
        }
    }

    private Task RouteAsync(HttpContext http, CancellationToken cancellationToken)
    {
        string[] parts = http.Request.Path.Value![Path.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isGet = HttpMethods.IsGet(http.Request.Method);
        if (!isGet && !HttpMethods.IsPost(http.Request.Method)) return FailAsync(http, 405, nameof(PeopleFault.Invalid), "Expected GET or POST.");
        return parts switch
        {
            ["openapi.json"] when isGet => OpenApiAsync(http, cancellationToken),
            ["tasks"] when isGet => ListTasksAsync(http, cancellationToken),
            ["tasks", var id] when isGet => TaskAsync(http, tasks.FindAsync(Id(id), cancellationToken), cancellationToken),
            ["tasks", var id, "history"] when isGet => HistoryAsync(http, tasks.HistoryAsync(Id(id), cancellationToken), cancellationToken),
            ["tasks", var id, "checklist"] when isGet => ChecklistAsync(http, tasks.FindAsync(Id(id), cancellationToken), task => task.ExecutionArn, cancellationToken),
            ["tasks", var id, "attachments", var number] when isGet => AttachmentAsync(http, Id(id), number, cancellationToken),
            ["tasks", var id, var act] when !isGet => ActAsync(http, Id(id), act, cancellationToken),
            ["cases"] when isGet => ListCasesAsync(http, cancellationToken),
            ["cases", var id] when isGet => CaseAsync(http, Id(id), cancellationToken),
            ["cases", var id, "history"] when isGet => HistoryAsync(http, cases.HistoryAsync(Id(id), cancellationToken), cancellationToken),
            ["cases", var id, "checklist"] when isGet => ChecklistAsync(http, cases.FindAsync(Id(id), cancellationToken), one => one.ExecutionArn, cancellationToken),
            ["audit"] when isGet => ListAuditAsync(http, cancellationToken),
            ["messages"] when isGet => ListMessagesAsync(http, cancellationToken),
            _ => FailAsync(http, 404, nameof(PeopleFault.NotFound), $"There is no {http.Request.Method} {http.Request.Path}; GET /api/openapi.json says what there is."),
        };
    }

    private async Task ListTasksAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var query = Queries.Tasks(http.Request.Query);
        var found = await tasks.ListAsync(query, cancellationToken);
        await WriteAsync(http, new TaskPage([.. found.Select(TaskView.Of)], Queries.Cursor(found.Count, query.CountMax, found.Count > 0 ? found[^1].Id : 0)), ApiJson.Default.TaskPage, cancellationToken);
    }

    private async Task ListCasesAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var query = Queries.Cases(http.Request.Query);
        var found = await cases.ListAsync(query, cancellationToken);
        var views = new List<CaseView>();
        foreach (var one in found) views.Add(await ViewAsync(one, cancellationToken));
        await WriteAsync(http, new CasePage(views, Queries.Cursor(found.Count, query.CountMax, found.Count > 0 ? found[^1].Id : 0)), ApiJson.Default.CasePage, cancellationToken);
    }

    private async Task ListMessagesAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (isFailed, before, limit) = Queries.Messages(http.Request.Query);
        var found = await outbox.ListAsync(isFailed, before, limit, cancellationToken);
        await WriteAsync(http, new MessagePage([.. found.Select(MessageView.Of)], Queries.Cursor(found.Count, limit, found.Count > 0 ? found[^1].Id : 0)), ApiJson.Default.MessagePage, cancellationToken);
    }

    private async Task CaseAsync(HttpContext http, long id, CancellationToken cancellationToken) =>
        await WriteAsync(http, await ViewAsync(await cases.FindAsync(id, cancellationToken), cancellationToken), ApiJson.Default.CaseView, cancellationToken);

    private async Task ListAuditAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var query = Queries.Audit(http.Request.Query);
        var found = await audit.ListAsync(query, cancellationToken);
        await WriteAsync(http, new AuditPage(found, Queries.Cursor(found.Count, query.CountMax, found.Count > 0 ? found[^1].Id : 0)), ApiJson.Default.AuditPage, cancellationToken);
    }

    private async Task ChecklistAsync<T>(HttpContext http, Task<T> found, Func<T, string> executionOf, CancellationToken cancellationToken)
    {
        var checklist = await checklists(executionOf(await found), cancellationToken);
        var steps = new List<ChecklistStep>();
        foreach (var step in checklist.Steps) steps.Add(step is { Standing: "now", TaskId: { } task } ? step with { Who = Who(await tasks.FindAsync(task, cancellationToken)) } : step);
        await WriteAsync(http, checklist with { Steps = steps }, ApiJson.Default.ExecutionChecklist, cancellationToken);
    }

    /// <summary>Who works on a task, or may.</summary>
    private static string Who(HumanTask task) => task.Assignee ?? (task.Groups.Count > 0 ? string.Join(", ", task.Groups) : "everybody");

    private async Task<CaseView> ViewAsync(WorkflowCase one, CancellationToken cancellationToken) =>
        CaseView.Of(one, await store.Store.FindExecutionAsync(one.Id, cancellationToken) is { } row ? StatusWord(row.Status) : "REMOVED");

    private static string StatusWord(ExecutionStatus status) => status == ExecutionStatus.TimedOut ? "TIMED_OUT" : status.ToString().ToUpperInvariant();

    private async Task ActAsync(HttpContext http, long id, string act, CancellationToken cancellationToken)
    {
        if (whyReadOnly() is { } reason)
        {
            await FailAsync(http, 503, "Unavailable", reason);
            return;
        }
        if (http.Request.ContentType?.Split(';')[0].Trim() != JsonType)
        {
            await FailAsync(http, 415, nameof(PeopleFault.Invalid), "Expected a body of the type application/json.");
            return;
        }
        if (actors.Of(http) is not { } actor)
        {
            await FailAsync(http, 401, "Unauthenticated", $"The request does not say who acts: expected the header {HeaderActors.UserHeader}.");
            return;
        }
        var body = await ReadAsync(http, cancellationToken);
        if (act == "link")
        {
            await LinkAsync(http, id, actor, body, cancellationToken);
            return;
        }
        Task<HumanTask> done = act switch
        {
            "claim" => tasks.ClaimAsync(id, actor, cancellationToken),
            "release" => tasks.ReleaseAsync(id, actor, cancellationToken),
            "assign" => tasks.AssignAsync(id, actor, body.To, cancellationToken),
            "delegate" => tasks.DelegateAsync(id, actor, body.To, cancellationToken),
            "comments" => tasks.CommentAsync(id, actor, body.Text, cancellationToken),
            "attachments" => tasks.AttachAsync(id, actor, body.Name ?? "", body.ContentType ?? "application/octet-stream", body.Content ?? [], cancellationToken),
            "draft" => tasks.DraftAsync(id, actor, body.Data, cancellationToken),
            "complete" => tasks.CompleteAsync(id, actor, body.Outcome, body.Data, cancellationToken),
            "cancel" => tasks.CancelAsync(id, actor, body.Reason, cancellationToken),
            _ => throw PeopleException.NotFound($"act '{act}'; there are claim, release, assign, delegate, comments, attachments, draft, complete, cancel, link"),
        };
        await TaskAsync(http, done, cancellationToken);
    }

    private async Task LinkAsync(HttpContext http, long id, Actor actor, ActRequest body, CancellationToken cancellationToken)
    {
        var now = store.Now;
        if (!Moment.TryParse(body.ExpiresIn ?? "P7D", out var expires)) throw PeopleException.Invalid("expiresIn: Expected a time, or a length of time like P7D.");
        if (body.For is { Length: 0 or > 256 }) throw PeopleException.Invalid("for: Expected a name of 1 to 256 characters.");
        var task = await tasks.LinkAsync(id, actor, body.For ?? "the holder of the link", expires.From(now) - now, cancellationToken);
        await WriteAsync(http, new LinkView((await links.AddressOfAsync(task))!, task.Link!.ExpiresAt), ApiJson.Default.LinkView, cancellationToken);
    }

    private static async Task TaskAsync(HttpContext http, Task<HumanTask> task, CancellationToken cancellationToken) =>
        await WriteAsync(http, TaskView.Of(await task), ApiJson.Default.TaskView, cancellationToken);

    private static async Task HistoryAsync(HttpContext http, Task<IReadOnlyList<HistoryAct>> history, CancellationToken cancellationToken) =>
        await WriteAsync(http, new HistoryView(await history), ApiJson.Default.HistoryView, cancellationToken);

    /// <summary>Sends a file back as something to be kept, never to be shown: what is in it is a stranger's.</summary>
    private async Task AttachmentAsync(HttpContext http, long id, string number, CancellationToken cancellationToken)
    {
        var file = await tasks.AttachmentAsync(id, (int)Math.Min(Id(number), int.MaxValue), cancellationToken);
        http.Response.ContentType = "application/octet-stream";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        await http.Response.Body.WriteAsync(file.Content, cancellationToken);
    }

    private static async Task OpenApiAsync(HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.ContentType = JsonType;
        await http.Response.Body.WriteAsync(OpenApi.Value, cancellationToken);
    }

    private static async Task<ActRequest> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength > BodyBytesMax) throw new BadHttpRequestException($"The body is larger than {BodyBytesMax} bytes.", 413);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > BodyBytesMax) throw new BadHttpRequestException($"The body is larger than {BodyBytesMax} bytes.", 413);
        }
        if (body.Length == 0) return new ActRequest();
        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), ApiJson.Default.ActRequest) ?? throw PeopleException.Invalid("Expected a JSON object, found null.");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Unreadable((e as JsonException)?.Path);
        }
    }

    /// <param name="path">Where reading stopped, as <c>$.FIELD</c>; null or <c>$</c> where that was in no field.</param>
    private static PeopleException Unreadable(string? path)
    {
        var fields = string.Join(", ", ApiJson.Default.ActRequest.Properties.Select(property => property.Name));
        return path is ['$', '.', .. var field]
            ? PeopleException.Invalid([new ArgumentFault(field.Split('.'), $"The value is of the wrong type, or there is no such field. There are {fields}.")])
            : PeopleException.Invalid($"Expected a JSON object with some of {fields}.");
    }

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw PeopleException.NotFound($"'{text}': expected a number");

    private static async Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        http.Response.ContentType = JsonType;
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), cancellationToken);
    }

    private static Task FailAsync(HttpContext http, int status, string error, string message, IReadOnlyList<ArgumentFault>? details = null)
    {
        http.Response.StatusCode = status;
        if (status == 405) http.Response.Headers.Allow = "GET, POST";
        var view = new ErrorView(error, message, details is { Count: > 0 } ? [.. details.Select(FieldView.Of)] : null);
        return WriteAsync(http, view, ApiJson.Default.ErrorView, http.RequestAborted);
    }

    [LoggerMessage(EventId = 9421, Level = LogLevel.Warning, Message = "{Path} was refused.")]
    private static partial void Refused(ILogger logger, string path, Exception exception);
}
