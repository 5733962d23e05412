using System.Runtime.CompilerServices;
using Baton.Engine;
using Baton.Json;

namespace Baton.Runtime.MapRuns;

/// <summary>The items of a Map Run: those of the execution that waits, or read from outside.</summary>
internal static class MapRunItems
{
    /// <param name="reader">Reads from outside; null where nothing is read there.</param>
    /// <param name="effect">The run.</param>
    /// <param name="inputs">The same, computed.</param>
    /// <exception cref="ItemReaderException">The items cannot be read; also thrown in the midst of them.</exception>
    public static IAsyncEnumerable<MapRunItem> ReadAsync(IItemReader? reader, Effect.RunMap effect, MapRunInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.Items is { } items) return OfAsync(items, cancellationToken);
        var (described, run) = (inputs.State.Distributed!.ItemReader!, effect.Run);
        if (run.ItemsMax < 0) throw new ItemReaderException("field MaxItems must be positive");
        if (reader is null) throw new ItemReaderException($"This server reads no items: '{described.Resource}' is not available.");
        var arguments = run.ReaderArguments!.Value as JsonObject ?? throw new ItemReaderException("The arguments of the ItemReader are not an object.");
        return reader.ReadAsync(new ItemReaderRequest(described.Resource, arguments, described.Configuration, run.ItemsMax), cancellationToken);
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
