using Baton.Runtime;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.People.Tasks;

/// <summary>Does what tasks want at a time (reminders, escalations), and cancels those that no execution waits for any more. What is due is read from the store: a restart loses none.</summary>
internal sealed partial class TaskClock(PeopleStore store, TaskService tasks, ILogger<TaskClock> logger)
{
    private const int PageMax = 200;

    /// <summary>A clock that is set meanwhile is noticed this late.</summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = RestAfterFailure;
            try
            {
                if (await RunOnceAsync(stoppingToken) > 0) continue;
                rest = await NextAsync(stoppingToken);
            }
            catch (Exception e) when (e is OperationCanceledException or RuntimeStoppedException && stoppingToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
            catch (Exception e)
            {
                PassFailed(logger, e);
            }
            await store.TasksChanged.WaitAsync(rest, store.Clock, stoppingToken);
        }
    }

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

    private async Task<TimeSpan> NextAsync(CancellationToken cancellationToken)
    {
        if (await store.Store.ListRecordWakeUpsAsync(RecordKind.Task, DateTimeOffset.MaxValue, 1, cancellationToken) is not [{ WakeUpAt: { } next }]) return RestMax;
        var rest = next - store.Now;
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest < RestMax ? rest : RestMax;
    }

    [LoggerMessage(EventId = 9401, Level = LogLevel.Error, Message = "What tasks for people want at this time could not all be done; it is tried again.")]
    private static partial void PassFailed(ILogger logger, Exception exception);
}
