using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.People.Tasks;

/// <summary>Does what tasks want at a time (reminders, escalations), and cancels those that no execution waits for any more. What is due is read from the store: a restart loses none.</summary>
internal sealed partial class TaskClock(PeopleStore store, TaskService tasks, ILogger<TaskClock> logger)
{
    private const int PageMax = 200;

    public Task RunAsync(CancellationToken stoppingToken) => new WakeUpLoop(store, RecordKind.Task, store.TasksChanged, RunOnceAsync, e => PassFailed(logger, e)).RunAsync(stoppingToken);

    /// <returns>How many tasks and notices were looked at.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = store.Now.AddMilliseconds(1); // what is due in this very millisecond is due
        var notices = await store.Store.ListRecordWakeUpsAsync(RecordKind.Notice, before, PageMax, cancellationToken);
        foreach (var notice in notices) await tasks.SettleAsync(notice, cancellationToken);
        var due = await store.Store.ListRecordWakeUpsAsync(RecordKind.Task, before, PageMax, cancellationToken);
        foreach (var row in due) await tasks.FireAsync(row.Id, cancellationToken);
        return notices.Count + due.Count;
    }

    [LoggerMessage(EventId = 9401, Level = LogLevel.Error, Message = "What tasks for people want at this time could not all be done; it is tried again.")]
    private static partial void PassFailed(ILogger logger, Exception exception);
}
