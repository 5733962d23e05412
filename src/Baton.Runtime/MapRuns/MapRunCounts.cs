namespace Baton.Runtime.MapRuns;

/// <summary>How a Map Run's children stand, counted as executions and as the items that they got.</summary>
/// <param name="ResultsWritten">Whether all of them are in the result files.</param>
public sealed record MapRunCounts(StatusCounts Executions, StatusCounts Items, bool ResultsWritten);

/// <summary>How many there are of each status.</summary>
/// <param name="PendingRedrive">Those that wait to be redriven; they are in no other count.</param>
/// <param name="FailuresNotRedrivable">Those of the failed, timed out and aborted that cannot be redriven.</param>
public sealed record StatusCounts(
    long Pending, long Running, long Succeeded, long Failed, long TimedOut, long Aborted, long PendingRedrive = 0, long FailuresNotRedrivable = 0)
{
    public long Total => Pending + Running + Succeeded + Failed + TimedOut + Aborted + PendingRedrive;
}
