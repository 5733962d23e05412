using System.Runtime;
using Baton.Runtime;

namespace Baton.Server;

/// <summary>
/// Keeps the garbage collector away while thousands of executions wake up. What it would find alive then is the sleepers, and to look at them takes several times as long as to
/// wake them (docs/performance.md).
/// </summary>
internal sealed class CollectorPause : IWakeUpRush
{
    /// <summary>So much may be allocated without a collection, which is enough for more than ten thousand; then there is one, and the pause is over.</summary>
    private const long BytesMax = 128 << 20;

    /// <summary>At most this part of the memory that the process may have.</summary>
    private const int PartOfMemory = 16;

    public void Begin()
    {
        try
        {
            GC.TryStartNoGCRegion(Math.Min(BytesMax, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / PartOfMemory), disallowFullBlockingGC: true);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // The heap is bounded more narrowly than that, or somebody else has a pause: it goes without.
        }
    }

    public void End()
    {
        if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion) return;
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in this moment, because more was allocated.
        }
    }
}
