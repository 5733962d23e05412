using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation;

/// <summary>What happens to the store's commits and reads: single faults, and outages in which most of what is asked for is refused.</summary>
internal sealed class StoreFaults(World world, Chance chance)
{
    private const int FrequentTimes = 4;
    private const int RefusedInOutage = 600;

    /// <summary>What is refused stands first.</summary>
    private static readonly (CommitFault Fault, Faults Of, int PerThousand)[] Commits =
    [
        (CommitFault.Refused, Faults.Refused, 30),
        (CommitFault.Conflict, Faults.Conflict, 10),
        (CommitFault.BrokenBefore, Faults.Broken, 5),
        (CommitFault.BrokenAfter, Faults.Broken, 5),
        (CommitFault.CrashBefore, Faults.CrashInCommit, 5),
        (CommitFault.CrashAfter, Faults.CrashInCommit, 5),
        (CommitFault.Slow, Faults.Slow, 50),
    ];

    private static readonly (ReadFault Fault, Faults Of, int PerThousand)[] Reads =
        [(ReadFault.Refused, Faults.Reads, 5), (ReadFault.Late, Faults.Reads, 195), (ReadFault.Old, Faults.Reads, 200)];

    private int _outage;

    /// <summary>An outage begins, and lasts so many steps.</summary>
    public void BeginOutage(int steps) => _outage = steps;

    public void Step() => _outage = Math.Max(0, _outage - 1);

    public CommitFault OnCommit(IReadOnlyList<StoreChange> changes)
    {
        var fault = Drawn(Commits);
        world.Counts.Fault(fault);
        world.Tell?.Invoke($"a commit of {changes.Count} ({fault})");
        return fault;
    }

    public ReadFault OnRead()
    {
        var fault = Drawn(Reads);
        if (fault == ReadFault.Refused) world.Counts.RefusedReads++;
        return fault;
    }

    /// <returns>No fault where one was drawn that the run does not have: the others stay what they are without it.</returns>
    private T Drawn<T>((T Fault, Faults Of, int PerThousand)[] faults)
        where T : struct, Enum
    {
        var left = chance.Below(1000);
        for (var i = 0; i < faults.Length; i++)
        {
            var (fault, of, perThousand) = faults[i];
            left -= _outage > 0 && i == 0 ? RefusedInOutage : world.Plan.Frequent.HasFlag(of) ? FrequentTimes * perThousand : perThousand;
            if (left < 0) return world.Has(of) ? fault : default;
        }
        return default;
    }
}
