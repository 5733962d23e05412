using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Http;
using Baton.People.Links;
using Baton.People.Messages;
using Baton.People.Tasks;
using Baton.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.People;

/// <summary>Reads the checklist of an execution.</summary>
public delegate Task<ExecutionChecklist> ChecklistReader(string executionArn, CancellationToken cancellationToken);

/// <summary>Tasks for people, their cases, and what is sent to them. Open it on a runtime before that is started.</summary>
public sealed class PeopleServices
{
    private readonly PeopleEndpoint _api;
    private readonly FormEndpoint _forms;

    private PeopleServices(PeopleStore store, PeopleOptions options, IMailTransport? mails, IWebhookTransport webhooks, ChecklistReader checklists, Func<string?> whyReadOnly, ILoggerFactory loggers)
    {
        var notifications = new Notifications(store);
        Links = LinkSigner.Open(options.DataFolder, options.PublicAddress);
        var audit = new AuditTrail(store);
        Cases = new CaseService(store, audit);
        Tasks = new TaskService(store, notifications, Cases, Links, audit);
        Outbox = new Outbox(store, mails, webhooks, loggers.CreateLogger<Outbox>());
        Clock = new TaskClock(store, Tasks, loggers.CreateLogger<TaskClock>());
        var runtime = store.Runtime;
        runtime.Integrations.Add(new HumanTaskIntegration(store, new TaskCreation(store, notifications, Links), Cases, mails is not null));
        runtime.Integrations.Add(new CaseIntegration(Cases));
        runtime.Integrations.Add(new EmailIntegration(store, Outbox, mails is not null));
        runtime.Services.Add(Clock.RunAsync);
        runtime.Services.Add(Outbox.RunAsync);
        _api = new PeopleEndpoint(store, Tasks, Cases, audit, Outbox, Links, new HeaderActors(options.DefaultUser), checklists, whyReadOnly, loggers.CreateLogger<PeopleEndpoint>());
        _forms = new FormEndpoint(store, Tasks, Links, whyReadOnly);
    }

    public TaskService Tasks { get; }

    public CaseService Cases { get; }

    internal Outbox Outbox { get; }

    internal TaskClock Clock { get; }

    internal LinkSigner Links { get; }

    /// <summary>Joins a runtime that is not started yet.</summary>
    /// <param name="mails">Takes mails; null where there is no mail server.</param>
    /// <param name="webhooks">Calls what users name: to be given a client that refuses addresses which users may not reach.</param>
    /// <param name="checklists">Reads the checklist of an execution.</param>
    /// <param name="whyReadOnly">Says why nothing may be changed at the moment; null while it may.</param>
    /// <exception cref="IOException">The key of links cannot be read or written.</exception>
    public static async Task<PeopleServices> OpenAsync(
        WorkflowRuntime runtime, PeopleOptions options, IMailTransport? mails, IWebhookTransport webhooks, ChecklistReader checklists, Func<string?> whyReadOnly, TimeProvider clock, ILoggerFactory loggers,
        CancellationToken cancellationToken) =>
        new(await PeopleStore.OpenAsync(runtime, clock, cancellationToken), options, mails, webhooks, checklists, whyReadOnly, loggers);

    /// <summary>Answers a request that is for people.</summary>
    /// <returns>The answering; null where the request is for somebody else.</returns>
    public Task? TryHandle(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(PeopleEndpoint.Path, StringComparison.Ordinal)) return _api.HandleAsync(http);
        return http.Request.Path.StartsWithSegments(LinkSigner.Path, StringComparison.Ordinal) ? _forms.HandleAsync(http) : null;
    }
}
