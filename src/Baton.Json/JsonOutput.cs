using System.Buffers;
using System.Globalization;
using System.Text;

namespace Baton.Json;

/// <summary>A text that grows in a pooled buffer.</summary>
internal sealed class JsonOutput : IDisposable
{
    private const int BytesAtFirst = 1024;

    /// <summary>The most bytes that one UTF-16 unit becomes, apart from escapes.</summary>
    private const int BytesPerUnit = 3;

    /// <summary>Texts so short are faster copied unit by unit than searched and then transcoded.</summary>
    private const int ShortUnitsMax = 24;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BytesAtFirst);
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    public void Write(JsonData value)
    {
        switch (value)
        {
            case JsonString text:
                WriteString(text.Value);
                break;
            case JsonNumber number:
                WriteNumber(number);
                break;
            case JsonArray array:
                WriteArray(array);
                break;
            case JsonObject @object:
                WriteObject(@object);
                break;
            case JsonBoolean boolean:
                Append(boolean.Value ? "true"u8 : "false"u8);
                break;
            default:
                Append("null"u8);
                break;
        }
    }

    public void WriteString(ReadOnlySpan<char> text)
    {
        Append((byte)'"');
        if (text.Length <= ShortUnitsMax) text = text[AppendPlain(text)..];
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0)
            {
                AppendText(text);
                break;
            }
            AppendText(text[..plain]);
            text = text[(plain + AppendEscaped(text[plain..]))..];
        }
        Append((byte)'"');
    }

    private void WriteNumber(JsonNumber number)
    {
        if (number.WrittenText is { } text)
        {
            AppendText(text);
            return;
        }
        if (!number.TryGetExactInt64(out var whole))
        {
            AppendText(number.Text);
            return;
        }
        Reserve(20);
        whole.TryFormat(_buffer.AsSpan(_length), out var written, provider: CultureInfo.InvariantCulture);
        _length += written;
    }

    private void WriteArray(JsonArray array)
    {
        Append((byte)'[');
        var items = array.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) Append((byte)',');
            Write(items[i]);
        }
        Append((byte)']');
    }

    private void WriteObject(JsonObject value)
    {
        Append((byte)'{');
        var properties = value.Properties;
        for (var i = 0; i < properties.Length; i++)
        {
            if (i > 0) Append((byte)',');
            WriteString(properties[i].Key);
            Append((byte)':');
            Write(properties[i].Value);
        }
        Append((byte)'}');
    }

    /// <summary>Writes the ASCII characters at the start that stand as they are; returns how many.</summary>
    private int AppendPlain(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        var target = _buffer.AsSpan(_length, text.Length);
        var i = 0;
        for (; i < text.Length && text[i] is >= ' ' and < '\u007F' and not ('"' or '\\'); i++) target[i] = (byte)text[i];
        _length += i;
        return i;
    }

    /// <summary>Writes the character at the start that cannot stand as it is; returns how many units it took.</summary>
    private int AppendEscaped(ReadOnlySpan<char> text)
    {
        var c = text[0];
        if (char.IsHighSurrogate(c) && text.Length > 1 && char.IsLowSurrogate(text[1]))
        {
            AppendText(text[..2]);
            return 2;
        }
        switch (c)
        {
            case '"': Append("\\\""u8); break;
            case '\\': Append("\\\\"u8); break;
            case '\b': Append("\\b"u8); break;
            case '\f': Append("\\f"u8); break;
            case '\n': Append("\\n"u8); break;
            case '\r': Append("\\r"u8); break;
            case '\t': Append("\\t"u8); break;
            default: AppendText($"\\u{(int)c:x4}"); break;
        }
        return 1;
    }

    private void AppendText(ReadOnlySpan<char> text)
    {
        Reserve(checked(text.Length * BytesPerUnit));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Append(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length >= bytes) return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_length + bytes, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength))));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
