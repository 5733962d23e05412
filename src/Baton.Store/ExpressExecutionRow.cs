namespace Baton.Store;

/// <summary>An asynchronous Express execution whose start was acknowledged and whose end is not stored: after a restart it runs again.</summary>
/// <param name="Number">Given out from the same numbers as those of other executions.</param>
/// <param name="StateMachineId">The machine.</param>
/// <param name="Revision">The revision of the machine that the execution runs.</param>
/// <param name="Started">The encoded event that starts it; opaque to the store.</param>
public sealed record ExpressExecutionRow(long Number, long StateMachineId, int Revision, ReadOnlyMemory<byte> Started);
