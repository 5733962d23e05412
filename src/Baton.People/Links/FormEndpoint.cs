using System.Text;
using Baton.Json;
using Baton.Language.People;
using Baton.People.Tasks;
using Baton.Runtime;
using Baton.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Baton.People.Links;

/// <summary><c>/forms/LINK</c>: GET shows the form of a task, POST completes it, for who has the link.</summary>
internal sealed class FormEndpoint(PeopleStore store, TaskService tasks, LinkSigner links, Func<string?> whyReadOnly)
{
    private const string BadLink = "This link is not valid";
    private static readonly FormOptions Bounds = new() { BufferBodyLengthLimit = 256 * 1024, ValueCountLimit = 1_000, ValueLengthLimit = 128 * 1024, KeyLengthLimit = 4_096, MultipartBodyLengthLimit = 0 };

    public async Task HandleAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = FormPage.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        try
        {
            await RouteAsync(http, http.RequestAborted);
        }
        catch (PeopleException e)
        {
            var status = e.Fault switch { PeopleFault.NotFound => 404, PeopleFault.Conflict => 410, _ => 400 };
            await WriteAsync(http, status, FormPage.Notice(status == 400 ? NoticeKind.Fault : NoticeKind.Over, status == 400 ? "That did not work" : "This link is not good any more", e.Message));
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            await WriteAsync(http, 400, FormPage.Notice(NoticeKind.Fault, "That did not work", "What was sent is larger than a form can be, or is no form."));
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreConflictException or StoreBrokenException or RuntimeStoppedException or ExecutionFaultedException)
        {
            await WriteAsync(http, 503, FormPage.Notice(NoticeKind.Fault, "Please try again", "The server cannot do this at the moment."));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // nobody waits for the answer
        }
    }

    private async Task RouteAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var isPost = HttpMethods.IsPost(http.Request.Method);
        if (!isPost && !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, POST";
            await WriteAsync(http, 405, FormPage.Notice(NoticeKind.Fault, "Not like this", "Open the link in a browser."));
            return;
        }
        if (links.Read(http.Request.Path.Value![LinkSigner.Path.Length..].TrimStart('/')) is not { } link)
        {
            await WriteAsync(http, 404, FormPage.Notice(NoticeKind.Fault, BadLink, "It was cut off or changed on its way. Use it exactly as it was sent."));
            return;
        }
        var task = await tasks.FindAsync(link.TaskId, cancellationToken);
        Check(task, link);
        if (!isPost)
        {
            var begin = task.Draft as JsonObject ?? (task.Form is JsonObject form ? FormSchema.Defaults(form, task.Data) : JsonObject.Empty);
            await WriteAsync(http, 200, FormPage.Form(task, begin, []));
            return;
        }
        if (whyReadOnly() is not null)
        {
            await WriteAsync(http, 503, FormPage.Notice(NoticeKind.Fault, "Please try again later", "The server takes nothing at the moment."));
            return;
        }
        await CompleteAsync(http, task, link, cancellationToken);
    }

    private async Task CompleteAsync(HttpContext http, HumanTask task, SignedLink link, CancellationToken cancellationToken)
    {
        if (!http.Request.HasFormContentType) throw PeopleException.Invalid("Expected what a form sends.");
        var sent = await new FormFeature(http.Request, Bounds).ReadFormAsync(cancellationToken);
        var data = task.Form is JsonObject form ? FormData.Read(form, sent) : JsonObject.Empty;
        if (sent[FormData.LongerField].ToString() is { Length: > 0 } longer)
        {
            await WriteAsync(http, 200, FormPage.Form(task, data, [], longer));
            return;
        }
        try
        {
            await tasks.CompleteByLinkAsync(link.TaskId, now => Check(now, link), sent[FormData.OutcomeField], data, cancellationToken);
        }
        catch (PeopleException e) when (e.Fault == PeopleFault.Invalid && e.Details.Count > 0)
        {
            await WriteAsync(http, 422, FormPage.Form(task, data, e.Details));
            return;
        }
        await WriteAsync(http, 200, FormPage.Notice(NoticeKind.Done, "Thank you", "Your answer has arrived. You can close this page."));
    }

    private void Check(HumanTask task, SignedLink link)
    {
        if (task.Link?.Nonce != link.Nonce)
        {
            throw PeopleException.Conflict(task.Status switch
            {
                HumanTaskStatus.Completed => "It was used already: an answer has arrived.",
                HumanTaskStatus.Cancelled => "Nobody waits for an answer any more.",
                _ => task.Link is null ? "It was used already." : "A newer link was made for this task.",
            });
        }
        if (link.ExpiresAt <= store.Now) throw PeopleException.Conflict($"It expired on {link.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
    }

    private static Task WriteAsync(HttpContext http, int status, string page)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page)).AsTask();
    }
}
