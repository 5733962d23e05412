using System.Globalization;
using System.Text.Json;
using Baton.Store;

namespace Baton.People.Tasks;

/// <summary>Word that the execution of a task does not wait for it any more.</summary>
public sealed record EndNotice(long TaskId);

/// <summary>How tasks are kept in the store, and what they are found by.</summary>
internal static class TaskRecords
{
    /// <summary>Acts and attachments have the task's id in the upper bits, so that those of one task lie together.</summary>
    private const int PartBits = 16;

    public static HumanTask Read(RecordRow row) => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.HumanTask)! with { Version = row.Version };

    public static HistoryAct ReadAct(RecordRow row) => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.HistoryAct)!;

    public static TaskAttachment ReadAttachment(RecordRow row) => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.TaskAttachment)!;

    public static StoreChange Put(HumanTask task) => new StoreChange.PutRecord(
        new RecordRow
        {
            Kind = RecordKind.Task,
            Id = task.Id,
            Version = task.Version,
            ExecutionNumber = task.ExecutionNumber,
            WakeUpAt = task.Timers is [var first, ..] ? first.At : null,
            DueAt = task.DueAt,
            Priority = task.Priority,
            SearchText = SearchText(task.Title),
            Body = JsonSerializer.Serialize(task, PeopleJson.Default.HumanTask),
        },
        [.. Facets(task)]);

    public static StoreChange PutAct(RecordKind kind, long owner, int act, long execution, HistoryAct what) => Part(kind, owner, act, execution, JsonSerializer.Serialize(what, PeopleJson.Default.HistoryAct));

    public static StoreChange Put(HumanTask task, TaskAttachment file) =>
        Part(RecordKind.Attachment, task.Id, task.Attachments, task.ExecutionNumber, JsonSerializer.Serialize(file, PeopleJson.Default.TaskAttachment));

    public static StoreChange Put(EndNotice notice, long id, long execution, DateTimeOffset now) => new StoreChange.PutRecord(
        new RecordRow { Kind = RecordKind.Notice, Id = id, Version = 1, ExecutionNumber = execution, WakeUpAt = now, Body = JsonSerializer.Serialize(notice, PeopleJson.Default.EndNotice) }, []);

    public static EndNotice ReadNotice(RecordRow row) => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.EndNotice)!;

    /// <summary>The id of a part of a task or case, from 1.</summary>
    public static long PartId(long owner, int part) => (owner << PartBits) + part;

    /// <summary>The parts of one task or case, the newest first.</summary>
    public static RecordQuery Parts(RecordKind kind, long owner, int countMax) => new(kind, PartId(owner + 1, 0), countMax) { AfterId = PartId(owner, 0) };

    public static string SearchText(string text) => text.ToLowerInvariant();

    public static string StatusFacet(HumanTaskStatus status) => $"{Side(status)}|status:{status}";

    public static string AssigneeFacet(bool isActive, string assignee) => $"{Side(isActive)}|assignee:{assignee}";

    public static string GroupFacet(bool isActive, string group) => $"{Side(isActive)}|group:{group}";

    public static string UnassignedFacet(bool isActive) => $"{Side(isActive)}|unassigned";

    public static string ExecutionFacet(bool isActive, string arn) => $"{Side(isActive)}|execution:{arn}";

    public static string MachineFacet(bool isActive, string arn) => $"{Side(isActive)}|machine:{arn}";

    public static string AllFacet(bool isActive) => Side(isActive);

    /// <summary>Those at work and those that have ended are apart: of the former there are few, and they are what is asked for.</summary>
    private static string Side(bool isActive) => isActive ? "active" : "closed";

    private static string Side(HumanTaskStatus status) => Side(status is HumanTaskStatus.Open or HumanTaskStatus.Claimed);

    private static IEnumerable<string> Facets(HumanTask task)
    {
        var isActive = task.IsActive;
        yield return AllFacet(isActive);
        yield return StatusFacet(task.Status);
        yield return task.Assignee is { } assignee ? AssigneeFacet(isActive, assignee) : UnassignedFacet(isActive);
        foreach (var group in task.Groups) yield return GroupFacet(isActive, group);
        yield return ExecutionFacet(isActive, task.ExecutionArn);
        yield return MachineFacet(isActive, task.StateMachineArn);
    }

    private static StoreChange.PutRecord Part(RecordKind kind, long owner, int part, long execution, string body)
    {
        if (part >= 1 << PartBits) throw PeopleException.Conflict(string.Create(CultureInfo.InvariantCulture, $"{owner} has as long a history as there can be."));
        return new StoreChange.PutRecord(new RecordRow { Kind = kind, Id = PartId(owner, part), Version = 1, ExecutionNumber = execution, Body = body }, []);
    }
}
