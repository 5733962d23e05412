using Baton.Runtime;
using Baton.Store;

namespace Baton.People;

/// <summary>
/// Runs passes over records of a kind that are due: once more at once while there are some, else when the next one is due or somebody says that something has changed.
/// </summary>
/// <param name="changed">Set by whoever has written something that may be due.</param>
/// <param name="pass">Does what is due; says how much that was.</param>
/// <param name="failed">Told of a pass that failed, which is made again a little later.</param>
internal sealed class WakeUpLoop(PeopleStore store, RecordKind kind, Signal changed, Func<CancellationToken, Task<int>> pass, Action<Exception> failed)
{
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
                if (await pass(stoppingToken) > 0) continue;
                rest = await RestAsync(stoppingToken);
            }
            catch (Exception e) when (e is OperationCanceledException or RuntimeStoppedException && stoppingToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
            catch (Exception e)
            {
                failed(e);
            }
            await changed.WaitAsync(rest, store.Clock, stoppingToken);
        }
    }

    private async Task<TimeSpan> RestAsync(CancellationToken cancellationToken)
    {
        if (await store.Store.ListRecordWakeUpsAsync(kind, DateTimeOffset.MaxValue, 1, cancellationToken) is not [{ WakeUpAt: { } next }]) return RestMax;
        var rest = next - store.Now;
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest < RestMax ? rest : RestMax;
    }
}
