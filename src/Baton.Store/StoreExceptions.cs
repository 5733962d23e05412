namespace Baton.Store;

/// <summary>A change continues a version or an epoch that is not there (any more). Nothing was written.</summary>
public sealed class StoreConflictException(string message) : Exception(message);

/// <summary>The store cannot do this now (busy, full, not to be reached); the same call may succeed later. Nothing was written.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);

/// <summary>A write failed in a way that leaves its durability unknown (an I/O or sync error). The owner stops: only a new start reads what is true.</summary>
public sealed class StoreBrokenException(string message, Exception inner) : Exception(message, inner);

/// <summary>The store cannot be opened: another owner has it, it is of another version, or it cannot be read. The message says what to do.</summary>
public sealed class StoreOpenException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it is a store, but so damaged that it cannot be opened.</summary>
    public bool IsDamaged { get; init; }
}
