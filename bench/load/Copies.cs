using System.Text;
using Baton.Store;

namespace Baton.Load;

/// <summary>
/// Fills the data folder of a server that does not run with copies of an execution that really ran there: its row and its events under
/// a name, number and start of their own, commit by commit as it was written.
/// </summary>
internal static class Copies
{
    private const int PerCommit = 1_000;

    /// <param name="folder">A folder whose only execution is the one to copy.</param>
    /// <param name="count">How many copies.</param>
    public static async Task AddAsync(DataFolder folder, int count)
    {
        await using var store = await folder.OpenStoreAsync();
        var original = await store.FindExecutionAsync(store.Status.LastNumber, CancellationToken.None) ?? throw new InvalidOperationException($"{folder.Path} has no execution to copy.");
        var batches = await store.ReadEventsAsync(original.Number, 1, int.MaxValue, CancellationToken.None);
        for (var done = 0; done < count; done += PerCommit)
        {
            var group = Enumerable.Range(done + 1, Math.Min(PerCommit, count - done)).SelectMany(copy => Appends(original, batches, copy, store.Status.Partitions));
            await store.CommitAsync([.. group], CancellationToken.None);
        }
    }

    /// <param name="copy">Which copy, from 1; each started a millisecond after the one before.</param>
    private static IEnumerable<StoreChange> Appends(ExecutionRow original, IReadOnlyList<EventBatch> batches, int copy, int partitions)
    {
        var originalName = original.Arn[(original.Arn.LastIndexOf(':') + 1)..];
        var later = TimeSpan.FromMilliseconds(copy);
        var name = Guid.CreateVersion7(original.StartedAt + later).ToString();
        var arn = original.Arn[..^originalName.Length] + name;
        var row = original with
        {
            Number = original.Number + copy,
            Arn = arn,
            Partition = (int)((ulong)StableHash.Of(arn) % (ulong)partitions),
            StartedAt = original.StartedAt + later,
            StoppedAt = original.StoppedAt + later,
        };
        for (var i = 0; i < batches.Count; i++)
        {
            var isLast = i == batches.Count - 1;
            var version = isLast ? original.Version : batches[i + 1].FirstVersion - 1;
            var then = isLast ? row : row with { Status = ExecutionStatus.Running, StoppedAt = null, WakeUpAt = null, OwedUntil = null, Version = version };
            var events = i == 0 ? Renamed(batches[0].Events, originalName, name) : batches[i].Events;
            yield return new StoreChange.Append(then, batches[i].FirstVersion - 1, Epoch: 0, events);
        }
    }

    /// <summary>The first commit tells the name; both names have the same length.</summary>
    private static byte[] Renamed(ReadOnlyMemory<byte> events, string from, string to)
    {
        var copy = events.ToArray();
        var (old, name) = (Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));
        for (var rest = copy.AsSpan(); rest.IndexOf(old) is var at and >= 0; rest = rest[(at + name.Length)..]) name.CopyTo(rest[at..]);
        return copy;
    }
}
