using System.Runtime.InteropServices;

namespace Baton.Store.CrashChild;

/// <summary>
/// An endless sequence of commits in which each follows from its number alone: commit <c>n</c> brings execution 1 to version <c>n</c> and starts a few
/// executions of its own. So a store tells how far it got, and whether the last commit is there whole.
/// </summary>
internal static class Workload
{
    public const long Counter = 1;

    private const int StartsMax = 8;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static StoreChange[] Commit(long n) =>
    [
        new StoreChange.Append(Row(Counter, n), n - 1, Epoch: 1, Events(Counter, n)),
        .. Starts(n).Select(row => new StoreChange.Append(row, 0, Epoch: 1, Events(row.Number, n))),
    ];

    /// <summary>The executions that commit <paramref name="n"/> starts.</summary>
    public static ExecutionRow[] Starts(long n)
    {
        var count = new Random((int)n).Next(StartsMax);
        return [.. Enumerable.Range(1, count).Select(i => Row((n * StartsMax) + i, version: 1) with { WakeUpAt = Start.AddSeconds(n) })];
    }

    /// <summary>The events that commit <paramref name="n"/> appends to an execution: at times several pages, mostly a few hundred bytes.</summary>
    public static byte[] Events(long number, long n)
    {
        var seed = StableHash.Of([(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)n, (byte)(n >> 8)]);
        var bytes = new byte[8 * (1 + (seed & 3) switch { 0 => (seed >> 8) & 2047, _ => (seed >> 8) & 63 })];
        var words = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = seed * (i + 1);
        }
        return bytes;
    }

    private static ExecutionRow Row(long number, long version) => new()
    {
        Number = number,
        Arn = $"arn:aws:states:eu-central-1:123456789012:execution:orders:order-{number}",
        Partition = (int)(number % 64),
        StateMachineId = 1,
        Revision = 1,
        Status = ExecutionStatus.Running,
        StartedAt = Start,
        Version = version,
    };
}
