using System.Runtime.CompilerServices;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Runtime.MapRuns;

/// <summary>Reads the items of a Map Run and makes of them what its children start with, passing over children that are there.</summary>
internal sealed class MapRunItems(MapRunServices services, OpenMapRun run, MapRunInputs inputs, Func<int, int> itemsOfChild)
{
    public string MapRunArn => run.Arn;

    /// <summary>Whether reading them asks nothing of the outside.</summary>
    public bool AreAtHand => inputs.Items is not null;

    /// <param name="shallStop">Looked at for each item.</param>
    /// <exception cref="ItemReaderException">The items cannot be read.</exception>
    /// <exception cref="MapRunInputException">What a child starts with cannot be computed.</exception>
    public async IAsyncEnumerable<MapRunBatch> BatchesAsync(Func<bool> shallStop, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batcher = new MapRunBatcher(inputs, run, services.Options.Limits.PayloadBytesMax, itemsOfChild);
        await foreach (var item in ItemsAsync(cancellationToken))
        {
            if (batcher.Add(item.Value, item.Key, item.Source) is { } batch) yield return batch;
            if (shallStop()) yield break;
        }
        if (batcher.Finish() is { } last) yield return last;
    }

    private IAsyncEnumerable<MapRunItem> ItemsAsync(CancellationToken cancellationToken)
    {
        if (inputs.Items is { } items) return OfAsync(items, cancellationToken);
        var reader = inputs.State.Distributed!.ItemReader!;
        if (run.ItemsMax < 0) throw new ItemReaderException("field MaxItems must be positive");
        if (services.Items is not { } access) throw new ItemReaderException($"This server reads no items: '{reader.Resource}' is not available.");
        var arguments = run.ReaderArguments!.Value as JsonObject ?? throw new ItemReaderException("The arguments of the ItemReader are not an object.");
        return access.Reader.ReadAsync(new ItemReaderRequest(reader.Resource, arguments, reader.Configuration, run.ItemsMax), cancellationToken);
    }

    private static async IAsyncEnumerable<MapRunItem> OfAsync(JsonData items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        if (items is JsonArray array)
        {
            foreach (var item in array) yield return new MapRunItem(item);
            yield break;
        }
        foreach (var (key, value) in (JsonObject)items) yield return new MapRunItem(value, key);
    }
}
