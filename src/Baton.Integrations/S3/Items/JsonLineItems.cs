using System.Runtime.CompilerServices;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>The items of a JSON Lines file: one value a line; lines of white space are passed over.</summary>
internal static class JsonLineItems
{
    public static async IAsyncEnumerable<MapRunItem> ReadAsync(Stream stream, ItemReaderLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var itemLimits = new JsonLimits(limits.ItemBytesMax, JsonLimits.Default.DepthMax);
        var lines = new LineReader(stream, limits);
        while (await lines.ReadAsync(cancellationToken))
        {
            if (!lines.Line.ContainsAnyExcept(" \t\r"u8)) continue;
            yield return new MapRunItem(ItemOf(lines, itemLimits));
        }
    }

    private static JsonData ItemOf(LineReader lines, JsonLimits limits)
    {
        try
        {
            return JsonData.Parse(lines.Line, limits);
        }
        catch (JsonFormatException e)
        {
            throw new ItemReaderException($"Line {lines.Number} is not valid JSON: {e.Message}", e);
        }
    }
}
