using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>The items of a JSON file: those of an array, or the properties of an object. Of the document no more is held than an item.</summary>
internal sealed class JsonItems
{
    private readonly StreamWindow _window;
    private readonly ItemReaderLimits _limits;
    private readonly JsonLimits _itemLimits;
    private readonly string _pointer;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonLimits.Default.DepthMax });

    // Of the token read last.
    private int _depth;
    private string? _name;

    private JsonItems(Stream stream, string? pointer, ItemReaderLimits limits)
    {
        _window = new StreamWindow(stream, limits);
        _limits = limits;
        _itemLimits = new JsonLimits(limits.ItemBytesMax, JsonLimits.Default.DepthMax);
        _pointer = pointer ?? "";
    }

    /// <param name="pointer">The JSON Pointer (RFC 6901) to the array or object; null for the whole document.</param>
    public static async IAsyncEnumerable<MapRunItem> ReadAsync(
        Stream stream, string? pointer, ItemReaderLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = new JsonItems(stream, pointer, limits);
        await items.EnterAsync(cancellationToken);
        for (long number = 1; await items.NextAsync(number, cancellationToken) is { } item; number++) yield return item;
        if (items._pointer.Length == 0) await items.ReadTokenAsync(cancellationToken); // refuses what follows the value
    }

    /// <summary>Goes to the array or object that the pointer names, and behind its bracket.</summary>
    private async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        await _window.SkipByteOrderMarkAsync(cancellationToken);
        var token = await ReadTokenAsync(cancellationToken);
        foreach (var segment in _pointer.Split('/').Skip(1))
        {
            token = await FindAsync(token, segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), cancellationToken);
        }
        if (!IsStart(token)) throw new ItemReaderException("Attempting to map over non-iterable node.");
    }

    /// <summary>Goes to a property by its name, or to an item by its index, and reads the token that it begins with.</summary>
    private async ValueTask<JsonTokenType> FindAsync(JsonTokenType container, string segment, CancellationToken cancellationToken)
    {
        var nothing = $"The ItemsPointer '{_pointer}' names nothing in the file: there is no '{segment}'.";
        if (!IsStart(container)) throw new ItemReaderException(nothing);
        for (var index = 0; ; index++)
        {
            var token = await ReadTokenAsync(cancellationToken);
            if (token is JsonTokenType.EndArray or JsonTokenType.EndObject) throw new ItemReaderException(nothing);
            var name = token == JsonTokenType.PropertyName ? _name : index.ToString(CultureInfo.InvariantCulture);
            if (token == JsonTokenType.PropertyName) token = await ReadTokenAsync(cancellationToken);
            if (name == segment) return token;
            if (IsStart(token)) await SkipAsync(cancellationToken);
            RequireNear();
        }
    }

    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        var outside = _depth;
        do
        {
            await ReadTokenAsync(cancellationToken);
            RequireNear();
        }
        while (_depth > outside);
    }

    private void RequireNear()
    {
        if (_window.Position > _limits.PointerBytesMax) throw new ItemReaderException($"What the ItemsPointer '{_pointer}' names does not begin within the first {_limits.PointerBytesMax} bytes of the file.");
    }

    private async ValueTask<JsonTokenType> ReadTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (TryReadToken(out var token) || _window.Ended) return token;
                await _window.FillAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is JsonException or JsonFormatException)
        {
            throw new ItemReaderException($"The file is not valid JSON: {e.Message}", e);
        }
    }

    private async ValueTask<MapRunItem?> NextAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            MapRunItem? item;
            while (!TryReadItem(out item)) await _window.FillAsync(cancellationToken);
            return item;
        }
        catch (Exception e) when (e is JsonException or JsonFormatException)
        {
            throw new ItemReaderException($"Item {number} of the file is not valid JSON: {e.Message}", e);
        }
    }

    private bool TryReadToken(out JsonTokenType token)
    {
        var reader = new Utf8JsonReader(_window.Span, _window.Ended, _state);
        var read = reader.Read();
        token = reader.TokenType;
        if (read)
        {
            _depth = reader.CurrentDepth;
            _name = token == JsonTokenType.PropertyName ? NameAt(ref reader) : null;
        }
        MoveBehind(ref reader);
        return read;
    }

    /// <summary>Reads the next item if the window has it whole; of the array or object that ends there, null.</summary>
    private bool TryReadItem(out MapRunItem? item)
    {
        item = null;
        var reader = new Utf8JsonReader(_window.Span, _window.Ended, _state);
        if (!reader.Read()) return false;
        if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            var name = reader.TokenType == JsonTokenType.PropertyName ? NameAt(ref reader) : null;
            if (name is not null && !reader.Read()) return false;
            var start = (int)reader.TokenStartIndex;
            if (!reader.TrySkip()) return false;
            item = new MapRunItem(JsonData.Parse(_window.Span[start..(int)reader.BytesConsumed], _itemLimits), name);
        }
        MoveBehind(ref reader);
        return true;
    }

    private void MoveBehind(ref Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _window.Advance((int)reader.BytesConsumed);
    }

    private string NameAt(ref Utf8JsonReader reader)
    {
        var quoted = _window.Span.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
        return ((JsonString)JsonData.Parse(quoted, _itemLimits)).Value;
    }

    private static bool IsStart(JsonTokenType token) => token is JsonTokenType.StartArray or JsonTokenType.StartObject;
}
