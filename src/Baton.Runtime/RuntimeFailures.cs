using Baton.Store;

namespace Baton.Runtime;

/// <summary>The runtime takes no more commands, because it stops.</summary>
public sealed class RuntimeStoppedException(Exception? inner = null) : Exception("The runtime takes no more commands: it stops.", inner);

/// <summary>
/// An execution was set aside because something in Baton itself failed on it. It stands as it was last stored; the next start tries
/// again, and until then it can only be stopped.
/// </summary>
public sealed class ExecutionFaultedException(long number, Exception cause) : Exception($"Execution {number} was set aside: {cause.Message}", cause);

internal static class RuntimeFailures
{
    /// <summary>Whether the same call may succeed later, so that what must not be lost is sent again.</summary>
    public static bool IsTransient(Exception e) => e is StoreUnavailableException or StoreConflictException or StoreBrokenException;
}
