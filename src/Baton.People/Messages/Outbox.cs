using System.Collections.Concurrent;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.People.Messages;

/// <summary>
/// Sends what is stored to be sent, each until it is taken or given up. A message leaves at least once: after a crash just behind the sending it leaves again, with
/// the same id.
/// </summary>
internal sealed partial class Outbox(PeopleStore store, IMailTransport? mails, IWebhookTransport webhooks, ILogger<Outbox> logger)
{
    private const int AtOnceMax = 8;
    private const int PageMax = 100;

    /// <summary>With these delays for a bit more than a day.</summary>
    public const int AttemptsMax = 20;

    private static readonly TimeSpan DelayMin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DelayMax = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<long, TaskCompletionSource> _awaited = new();

    public Task RunAsync(CancellationToken stoppingToken) => new WakeUpLoop(store, RecordKind.Message, store.MessagesChanged, RunOnceAsync, e => PassFailed(logger, e)).RunAsync(stoppingToken);

    /// <summary>Tries everything that is due.</summary>
    /// <returns>How many messages that were.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = await store.Store.ListRecordWakeUpsAsync(RecordKind.Message, store.Now.AddMilliseconds(1), PageMax, cancellationToken);
        foreach (var together in due.Select(Message.Read).Chunk(AtOnceMax)) await Task.WhenAll(together.Select(message => SendAsync(message, cancellationToken)));
        return due.Count;
    }

    /// <summary>The messages that wait, or those that were given up.</summary>
    public async Task<IReadOnlyList<Message>> ListAsync(bool isFailed, long beforeId, int countMax, CancellationToken cancellationToken)
    {
        var query = new RecordQuery(RecordKind.Message, beforeId, countMax) { Facets = [isFailed ? Message.FailedFacet : Message.WaitingFacet] };
        return [.. (await store.Store.ListRecordsAsync(query, cancellationToken)).Select(Message.Read)];
    }

    /// <summary>Waits until a message was taken or given up.</summary>
    /// <returns>The message where it was given up; null where it was taken, because then it is kept no longer.</returns>
    public async Task<Message?> EndOfAsync(long id, CancellationToken cancellationToken)
    {
        var end = _awaited[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = cancellationToken.UnsafeRegister(static end => ((TaskCompletionSource)end!).TrySetCanceled(), end);
        try
        {
            while (true)
            {
                if (await store.Store.FindRecordAsync(RecordKind.Message, id, cancellationToken) is not { } row) return null;
                if (Message.Read(row) is { NextAt: null } given) return given;
                await end.Task;
            }
        }
        finally
        {
            _awaited.TryRemove(KeyValuePair.Create(id, end));
        }
    }

    private void Ended(long id)
    {
        if (_awaited.TryGetValue(id, out var end)) end.TrySetResult();
    }

    private async Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            if (message.Webhook is not null) await webhooks.SendAsync(message, cancellationToken);
            else if (mails is not null) await mails.SendAsync(message, cancellationToken);
            else throw new DeliveryException(EmailErrors.NotConfiguredText, isFinal: false);
        }
        catch (DeliveryException e)
        {
            await PostponeAsync(message, e);
            return;
        }
        await store.CommitAsync([message.Remove()]);
        Ended(message.Id);
    }

    private async Task PostponeAsync(Message message, DeliveryException reason)
    {
        var attempts = message.Attempts + 1;
        var delay = TimeSpan.FromTicks(Math.Min(DelayMax.Ticks, DelayMin.Ticks << Math.Min(message.Attempts, 20)));
        var isLast = reason.IsFinal || attempts >= AttemptsMax;
        var next = message.For(reason.Missing) with { Version = message.Version + 1, Attempts = attempts, Error = reason.Message, NextAt = isLast ? null : store.Now + delay };
        await store.CommitAsync([next.Put()]);
        if (isLast)
        {
            Ended(message.Id);
            GivenUp(logger, message.Id, attempts, reason.Message);
        }
        else if (attempts == 1)
        {
            Postponed(logger, message.Id, reason.Message);
        }
    }

    [LoggerMessage(EventId = 9411, Level = LogLevel.Error, Message = "Messages could not be read or stored; it is tried again.")]
    private static partial void PassFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9412, Level = LogLevel.Warning, Message = "Message {Message} was not taken and is tried again: {Reason}")]
    private static partial void Postponed(ILogger logger, long message, string reason);

    [LoggerMessage(EventId = 9413, Level = LogLevel.Error, Message = "Message {Message} is given up after {Attempts} attempts: {Reason}")]
    private static partial void GivenUp(ILogger logger, long message, int attempts, string reason);
}
