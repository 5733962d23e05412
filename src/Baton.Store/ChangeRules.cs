namespace Baton.Store;

/// <summary>
/// What every store asks of a commit before it touches any data. A breach is a mistake in the caller's code, not a conflict: it is an
/// <see cref="ArgumentException"/>, and nothing is written.
/// </summary>
public static class ChangeRules
{
    public static void Check(IReadOnlyList<StoreChange> changes, int partitions)
    {
        ArgumentNullException.ThrowIfNull(changes);
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is StoreChange.Append append)
                CheckAppend(append, partitions);
            else if (changes[i] is StoreChange.RemoveExecution(var row))
                Require(row is { Status: not ExecutionStatus.Running, OwedUntil: null }, row, "Only a closed execution that owes nothing is removed");
            else if (changes[i] is StoreChange.Group group)
                Check(group.Changes, partitions);
        }
    }

    /// <summary>What fails when a later append names another ARN, machine, version, alias, partition or start than the first.</summary>
    public static ArgumentException NotTheSameExecution(ExecutionRow row) =>
        new($"An append keeps ARN, partition, machine, version, alias and start of its execution, and its revision unless it redrives it; execution {row.Number} was stored as {row}.");

    private static void CheckAppend(StoreChange.Append append, int partitions)
    {
        var row = append.Row;
        Require(row.Number > 0, row, "An execution's number is positive");
        Require(row.Partition >= 0 && row.Partition < partitions, row, "A partition is one of the store's");
        Require(append.ExpectedVersion >= 0, row, "A version is not negative");
        if (append.Events.IsEmpty)
            Require(append.ExpectedVersion > 0 && row.Version == append.ExpectedVersion, row, "Without events, a stored execution keeps its version");
        else
            Require(row.Version > append.ExpectedVersion, row, "Events raise the version");
        if (row.Status == ExecutionStatus.Running)
            Require(row.StoppedAt is null, row, "A running execution has not stopped");
        else
            Require(row.StoppedAt is not null && row.WakeUpAt is null, row, "A closed execution has a stop and no wake-up");
    }

    private static void Require(bool condition, ExecutionRow row, string rule)
    {
        if (!condition)
            throw new ArgumentException($"{rule}; found {row}.");
    }
}
