using System.Globalization;
using System.Text;
using System.Text.Json;
using Baton.Language.People;
using Baton.People.Http;
using Baton.People.Tasks;
using Baton.Store;

namespace Baton.People.Messages;

/// <summary>Says what has happened to a task to those who want to know: as mails and a call of a webhook, which are stored to be sent.</summary>
internal sealed class Notifications(PeopleStore store)
{
    /// <param name="what">What has happened: created, reminder, escalated, completed, cancelled.</param>
    /// <param name="emails">Who is written to beside those whom the task names.</param>
    /// <param name="link">The link that is good for the task; null for none.</param>
    public IEnumerable<Message> Of(HumanTask task, string what, IReadOnlyList<string> emails, string? link, DateTimeOffset now)
    {
        if (task.NotifyWebhook is { } webhook)
        {
            var payload = JsonSerializer.Serialize(new TaskNotification($"task.{what}", now, TaskView.Of(task)), ApiJson.Default.TaskNotification);
            yield return New(task, now) with { Webhook = webhook, Payload = payload };
        }
        if (!task.IsActive) yield break;
        string[] to = [.. task.NotifyEmails.Union(emails, StringComparer.OrdinalIgnoreCase)];
        if (to.Length > 0) yield return New(task, now) with { Mail = new EmailRequest(to, $"{Subject(what)}: {OneLine(task.Title)}", Text(task, what), null) };
        if (link is not null && what is "created" or "reminder" && task.Link is { Email: { } outsider } given && given.ExpiresAt > now)
        {
            var subject = what == "created" ? task.Title : $"{Subject(what)}: {task.Title}";
            yield return New(task, now) with { Mail = new EmailRequest([outsider], OneLine(subject), $"{task.Title}\n\n{task.Description}\n\n{link}\n\nThe link can be used once, until {Time(given.ExpiresAt)}.\n", null) };
        }
    }

    private Message New(HumanTask task, DateTimeOffset now) =>
        new() { Id = store.NextId(RecordKind.Message), TaskId = task.Id, ExecutionNumber = task.ExecutionNumber, CreatedAt = now, NextAt = now };

    private static string Subject(string what) => what switch
    {
        "created" => "New task",
        "reminder" => "Reminder",
        _ => "Escalated",
    };

    private static string Text(HumanTask task, string what)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Subject(what)}: {task.Title}\n\n{task.Description}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Task {task.Id}, priority {task.Priority}\n");
        if (task.Assignee is { } assignee) text.Append(CultureInfo.InvariantCulture, $"Assigned to {assignee}\n");
        else if (task.Groups.Count > 0) text.Append(CultureInfo.InvariantCulture, $"For {string.Join(", ", task.Groups)}\n");
        if (task.DueAt is { } due) text.Append(CultureInfo.InvariantCulture, $"Due {Time(due)}\n");
        return text.ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
