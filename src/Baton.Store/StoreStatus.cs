namespace Baton.Store;

/// <summary>What a store says of itself when it is opened.</summary>
/// <param name="Description">The kind of store, its version and where it is, for people.</param>
/// <param name="Partitions">The number of partitions, fixed when the store was created.</param>
/// <param name="LastNumber">The highest execution number given out; 0 where there is none.</param>
/// <param name="LastStateMachineId">The highest machine id given out, also if that machine is gone; 0 where there is none.</param>
/// <param name="LastActivityId">The highest activity id given out, also if that activity is gone; 0 where there is none.</param>
/// <param name="LastCommitAt">The time of the last commit before the store was opened; null for a new store.</param>
/// <param name="ClosedCleanly">Whether the owner that made the last commit closed the store after it; true for a new store.</param>
public sealed record StoreStatus(
    string Description, int Partitions, long LastNumber, long LastStateMachineId, long LastActivityId, DateTimeOffset? LastCommitAt, bool ClosedCleanly)
{
    /// <summary>Whether whoever starts the store is to dispatch nothing and fire no timer until somebody says to go on: so after a restore.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether nothing can have been lost on its way out when the store was left.</summary>
    public bool WasLeftClean => ClosedCleanly || LastCommitAt is null;
}
