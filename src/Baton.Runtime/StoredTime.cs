using Baton.Store;

namespace Baton.Runtime;

internal static class StoredTime
{
    /// <summary>The present time as it reads after it was stored.</summary>
    public static DateTimeOffset NowStored(this TimeProvider clock) => StoreTime.Stored(clock.GetUtcNow());
}
