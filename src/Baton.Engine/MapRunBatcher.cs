using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine;

/// <summary>The input of one child of a Map Run.</summary>
/// <param name="Index">Which child, from 0.</param>
/// <param name="Items">How many items it gets.</param>
/// <param name="Input">What it starts with.</param>
public sealed record MapRunBatch(int Index, int Items, JsonText Input);

/// <summary>
/// Makes the inputs of a Map Run's children from its items, given one after the other. The same items make the same batches, so that a
/// run goes on where it was: what children that are there have taken is passed over.
/// </summary>
/// <param name="inputs">What items become.</param>
/// <param name="run">How they are batched.</param>
/// <param name="bytesMax">How long an input may be, in bytes of UTF-8.</param>
/// <param name="itemsOfChild">How many items a child got that is there; 0 for one that is not.</param>
public sealed class MapRunBatcher(MapRunInputs inputs, OpenMapRun run, int bytesMax, Func<int, int> itemsOfChild)
{
    private readonly byte[] _opening = Opening(run);
    private readonly List<JsonText> _batch = [];
    private long _bytes;
    private int _child = -1;
    private long _passOver;
    private int _index;

    /// <summary>Takes the next item.</summary>
    /// <returns>A batch that is complete; null where none is.</returns>
    /// <exception cref="MapRunInputException">The input cannot be computed, or is too long.</exception>
    public MapRunBatch? Add(JsonData value, string? key, string? source = null)
    {
        if (_child < 0) NextChild();
        if (_passOver > 0)
        {
            _passOver--;
            _index++;
            return null;
        }
        var input = inputs.Of(_index++, value, key, source);
        if (!run.IsBatched)
        {
            _batch.Add(input);
            return Take();
        }
        var full = _batch.Count > 0 && (IsFull || _bytes + input.Utf8.Length + 1 > ItemBytesMax) ? Take() : null;
        if (_passOver > 0)
        {
            _passOver--; // the first item of a child that is there
            return full;
        }
        _batch.Add(input);
        _bytes += input.Utf8.Length + 1;
        return full ?? (IsFull ? Take() : null);
    }

    /// <summary>The last batch, when there are no more items; null where none is open.</summary>
    public MapRunBatch? Finish() => _batch.Count > 0 ? Take() : null;

    private bool IsFull => _batch.Count >= run.ItemsPerBatchMax;

    /// <summary>How much the items of a batch may come to: a batch never outgrows what an execution may start with, unless one item alone does.</summary>
    private long ItemBytesMax => Math.Min(run.BytesPerBatchMax ?? long.MaxValue, bytesMax) - _opening.Length - 2;

    private MapRunBatch Take()
    {
        var input = run.IsBatched ? JsonText.Trusted([.. _opening, .. JsonText.ArrayOf([.. _batch]).Utf8.Span, (byte)'}']) : _batch[0];
        if (input.Utf8.Length > bytesMax)
        {
            throw new MapRunInputException(
                StateErrors.DataLimitExceeded, $"The state/task '{inputs.State.Name}' provided parameters with a size exceeding the maximum number of bytes service limit.");
        }
        var taken = new MapRunBatch(_child, _batch.Count, input);
        _batch.Clear();
        _bytes = 0;
        NextChild();
        return taken;
    }

    /// <summary>Goes to the next child that is not there, over the items of those that are.</summary>
    private void NextChild()
    {
        for (int items; (items = itemsOfChild(++_child)) > 0;) _passOver += items;
    }

    private static byte[] Opening(OpenMapRun run) =>
        run.BatchInput is { } input ? [.. "{\"BatchInput\":"u8, .. input.Utf8.Span, .. ",\"Items\":"u8] : [.. "{\"Items\":"u8];
}
