using System.Runtime.CompilerServices;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Runtime.MapRuns;

/// <summary>The input of one child.</summary>
/// <param name="Index">Which child, from 0.</param>
/// <param name="Items">How many items it gets.</param>
/// <param name="Input">What it starts with.</param>
internal sealed record MapRunBatch(int Index, int Items, JsonText Input);

/// <summary>Makes the inputs of a Map Run's children from its items. The same items make the same batches, so that a run goes on where it was.</summary>
internal sealed class MapRunBatches(MapRunInputs inputs, OpenMapRun run, int bytesMax)
{
    private readonly byte[] _opening = Opening(run);

    /// <summary>The batches of the children that are not there yet.</summary>
    /// <param name="items">All items, from the first.</param>
    /// <param name="itemsOfChild">How many items a child got that is there; 0 for one that is not.</param>
    /// <exception cref="MapRunInputException">An input cannot be computed, or is too long.</exception>
    public async IAsyncEnumerable<MapRunBatch> ReadAsync(
        IAsyncEnumerable<MapRunItem> items, Func<int, int> itemsOfChild, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (child, skip) = NextMissing(0, itemsOfChild);
        var index = 0;
        var batch = new List<JsonText>();
        var bytes = 0L;
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            if (skip > 0)
            {
                skip--;
                index++;
                continue;
            }
            var input = inputs.Of(index++, item.Value, item.Key);
            if (!run.IsBatched)
            {
                yield return new MapRunBatch(child, 1, Checked(input));
                (child, skip) = NextMissing(child + 1, itemsOfChild);
                continue;
            }
            if (batch.Count > 0 && bytes + input.Utf8.Length + 1 > BytesMax)
            {
                yield return Take();
                (child, skip) = NextMissing(child + 1, itemsOfChild);
                if (skip > 0)
                {
                    skip--; // this item was the first of a child that is there
                    continue;
                }
            }
            batch.Add(input);
            bytes += input.Utf8.Length + 1;
            if (batch.Count < run.ItemsPerBatchMax.GetValueOrDefault(long.MaxValue)) continue;
            yield return Take();
            (child, skip) = NextMissing(child + 1, itemsOfChild);
        }
        if (batch.Count > 0) yield return Take();

        MapRunBatch Take()
        {
            var taken = new MapRunBatch(child, batch.Count, Checked(JsonText.Trusted([.. _opening, .. JsonText.ArrayOf([.. batch]).Utf8.Span, (byte)'}'])));
            batch.Clear();
            bytes = 0;
            return taken;
        }
    }

    /// <summary>How much the items of a batch may come to: a batch never outgrows what an execution may start with, unless one item alone does.</summary>
    private long BytesMax => Math.Min(run.BytesPerBatchMax ?? long.MaxValue, bytesMax) - _opening.Length - 2;

    private JsonText Checked(JsonText input) => input.Utf8.Length <= bytesMax
        ? input
        : throw new MapRunInputException(
            StateErrors.DataLimitExceeded, $"The state/task '{inputs.State.Name}' provided parameters with a size exceeding the maximum number of bytes service limit.");

    /// <summary>The next child that is not there, and how many items those before it have taken.</summary>
    private static (int Child, long Skip) NextMissing(int child, Func<int, int> itemsOfChild)
    {
        long skip = 0;
        for (int items; (items = itemsOfChild(child)) > 0; child++) skip += items;
        return (child, skip);
    }

    private static byte[] Opening(OpenMapRun run) =>
        run.BatchInput is { } input ? [.. "{\"BatchInput\":"u8, .. input.Utf8.Span, .. ",\"Items\":"u8] : [.. "{\"Items\":"u8];
}
