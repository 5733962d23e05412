using System.Text.Json;
using Baton.Language.People;
using Baton.Store;

namespace Baton.People.Messages;

/// <summary>Something that is to be sent: a mail, or a call of a webhook. As it is stored; names and shapes only ever grow.</summary>
public sealed record Message
{
    public required long Id { get; init; }

    public int Version { get; init; } = 1;

    public EmailRequest? Mail { get; init; }

    /// <summary>The address that is called; null for a mail.</summary>
    public string? Webhook { get; init; }

    /// <summary>What a webhook is sent, as JSON.</summary>
    public string? Payload { get; init; }

    public long? TaskId { get; init; }

    public long? ExecutionNumber { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null once it is given up.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public int Attempts { get; init; }

    public string? Error { get; init; }

    /// <summary>The same to some of its recipients; null for all.</summary>
    internal Message For(IReadOnlyList<string>? recipients)
    {
        if (recipients is null || Mail is not { } mail) return this;
        IReadOnlyList<string> Of(IReadOnlyList<string> all) => [.. all.Intersect(recipients, StringComparer.OrdinalIgnoreCase)];
        return this with { Mail = mail with { To = Of(mail.To), Cc = Of(mail.Cc), Bcc = Of(mail.Bcc) } };
    }

    internal const string WaitingFacet = "waiting";
    internal const string FailedFacet = "failed";

    internal static Message Read(RecordRow row) => JsonSerializer.Deserialize(row.Body, PeopleJson.Default.Message)! with { Version = row.Version };

    internal StoreChange Put() => new StoreChange.PutRecord(
        new RecordRow
        {
            Kind = RecordKind.Message, Id = Id, Version = Version, ExecutionNumber = null, WakeUpAt = NextAt, Body = JsonSerializer.Serialize(this, PeopleJson.Default.Message),
        },
        [NextAt is null ? FailedFacet : WaitingFacet]);

    internal StoreChange Remove() => new StoreChange.RemoveRecord(RecordKind.Message, Id);
}
