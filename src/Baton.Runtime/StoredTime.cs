using Baton.Store;

namespace Baton.Runtime;

public static class StoredTime
{
    /// <summary>The present time as it reads after it was stored.</summary>
    public static DateTimeOffset NowStored(this TimeProvider clock) => StoreTime.Stored(clock.GetUtcNow());
}
