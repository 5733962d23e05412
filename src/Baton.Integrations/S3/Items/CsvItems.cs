using System.Runtime.CompilerServices;
using System.Text;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <param name="Headers">The headers; null where the first row has them.</param>
internal sealed record CsvFormat(byte Delimiter, IReadOnlyList<string>? Headers)
{
    public static CsvFormat FirstRow { get; } = new((byte)',', null);
}

/// <summary>The items of delimited text: an object a row, its values strings, under the headers' names. Empty lines are passed over.</summary>
internal sealed class CsvItems
{
    private const int HeaderBytesMax = 10 * 1024;

    private readonly StreamWindow _window;
    private readonly ItemReaderLimits _limits;
    private readonly CsvRow _row;
    private long _line = 1;

    private CsvItems(Stream stream, CsvFormat format, ItemReaderLimits limits)
    {
        _window = new StreamWindow(stream, limits);
        _limits = limits;
        _row = new CsvRow(format.Delimiter);
    }

    public static async IAsyncEnumerable<MapRunItem> ReadAsync(
        Stream stream, CsvFormat format, ItemReaderLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = new CsvItems(stream, format, limits);
        await items._window.SkipByteOrderMarkAsync(cancellationToken);
        var headers = format.Headers?.ToArray();
        if (headers is null)
        {
            if (!await items.ReadRowAsync(int.MaxValue, cancellationToken)) yield break;
            headers = [.. items._row.Fields];
        }
        RequireHeaders(headers);
        while (await items.ReadRowAsync(headers.Length, cancellationToken)) yield return new MapRunItem(ItemOf(headers, items._row.Fields));
    }

    /// <exception cref="ItemReaderException">Headers are there twice or too long.</exception>
    public static void RequireHeaders(IReadOnlyList<string> headers)
    {
        if (headers.Distinct(StringComparer.Ordinal).Count() < headers.Count) throw new ItemReaderException("CSV headers cannot contain duplicates.");
        if (headers.Sum(Encoding.UTF8.GetByteCount) > HeaderBytesMax) throw new ItemReaderException($"CSV headers cannot have more than {HeaderBytesMax} bytes.");
    }

    private static JsonObject ItemOf(string[] headers, List<string> fields)
    {
        var properties = new KeyValuePair<string, JsonData>[headers.Length];
        for (var i = 0; i < headers.Length; i++) properties[i] = new(headers[i], JsonData.Of(i < fields.Count ? fields[i] : ""));
        return JsonObject.Owning(properties);
    }

    /// <summary>Reads the next row that is not empty; false if there is none.</summary>
    private async ValueTask<bool> ReadRowAsync(int fieldsMax, CancellationToken cancellationToken)
    {
        while (true)
        {
            PassEmptyLines();
            var taken = TryReadRow(fieldsMax);
            if (taken > _limits.ItemBytesMax) throw TooLong();
            if (taken > 0)
            {
                Pass(taken);
                return true;
            }
            if (_window.Ended && !_row.IsUnclosed) return false;
            if (_window.Ended || _window.Span.Length > _limits.ItemBytesMax) throw TooLong();
            await _window.FillAsync(cancellationToken);
        }
    }

    private int TryReadRow(int fieldsMax)
    {
        try
        {
            return _row.Read(_window.Span, _window.Ended, fieldsMax);
        }
        catch (DecoderFallbackException e)
        {
            throw new ItemReaderException($"The row that begins in line {_line} is not valid UTF-8.", e);
        }
    }

    private void PassEmptyLines()
    {
        while (true)
        {
            var text = _window.Span;
            var length = text is [(byte)'\n', ..] ? 1 : text is [(byte)'\r', (byte)'\n', ..] ? 2 : 0;
            if (length == 0) return;
            Pass(length);
        }
    }

    private void Pass(int bytes)
    {
        _line += _window.Span[..bytes].Count((byte)'\n');
        _window.Advance(bytes);
    }

    private ItemReaderException TooLong() => new(_row.IsUnclosed
        ? $"The row that begins in line {_line} has a quote that is not closed within {_window.Span.Length} bytes."
        : $"The row that begins in line {_line} is larger than {_limits.ItemBytesMax} bytes, the most that an item may have.");
}
