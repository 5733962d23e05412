using Baton.Testing;

namespace Baton.Simulation;

/// <summary>What happened in a run, or in many.</summary>
internal sealed class Counts
{
    private readonly long[] _commitFaults = new long[Enum.GetValues<CommitFault>().Length];

    public long Crashes { get; set; }

    public long Stops { get; set; }

    public long Jumps { get; set; }

    /// <summary>How often nothing failed for a while.</summary>
    public long Rests { get; set; }

    public long RefusedReads { get; set; }

    public long Executions { get; set; }

    public long Express { get; set; }

    public long MapRuns { get; set; }

    public long Events { get; set; }

    public long Commits { get; set; }

    public long Changes { get; set; }

    public long Turns { get; set; }

    /// <summary>Calls of functions and services.</summary>
    public long Calls { get; set; }

    /// <summary>Requests that were answered with success and changed something.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Answers of reads that were held against what is stored.</summary>
    public long Reads { get; set; }

    public void Fault(CommitFault fault) => _commitFaults[(int)fault]++;

    public long Of(CommitFault fault) => _commitFaults[(int)fault];

    public void Add(Counts other)
    {
        for (var i = 0; i < _commitFaults.Length; i++) _commitFaults[i] += other._commitFaults[i];
        Crashes += other.Crashes;
        Stops += other.Stops;
        Jumps += other.Jumps;
        Rests += other.Rests;
        RefusedReads += other.RefusedReads;
        Executions += other.Executions;
        Express += other.Express;
        MapRuns += other.MapRuns;
        Events += other.Events;
        Commits += other.Commits;
        Changes += other.Changes;
        Turns += other.Turns;
        Calls += other.Calls;
        Acknowledged += other.Acknowledged;
        Reads += other.Reads;
    }
}
