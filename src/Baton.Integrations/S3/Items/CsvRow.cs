using System.Buffers;
using System.Text;

namespace Baton.Integrations.S3.Items;

/// <summary>
/// One row of delimited text. Quotes are as in RFC 4180; two more rules are Step Functions' own: a backslash makes a delimiter, a quote or a
/// backslash after it plain text, before anything else it is dropped; and outside quotes a doubled quote is one.
/// </summary>
internal sealed class CsvRow(byte delimiter)
{
    private const byte Quote = (byte)'"';
    private const byte Escape = (byte)'\\';

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<byte> QuotedEnds = SearchValues.Create(Quote, Escape);

    private readonly SearchValues<byte> _plainEnds = SearchValues.Create(delimiter, Quote, Escape, (byte)'\r', (byte)'\n');
    private readonly ArrayBufferWriter<byte> _field = new();

    private enum FieldEnd
    {
        Delimiter,
        Row,

        /// <summary>The text ends, with the row if nothing more comes.</summary>
        Text,
    }

    public List<string> Fields { get; } = [];

    /// <summary>Whether the text ended inside quotes.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>Reads the row that the text begins with.</summary>
    /// <param name="ended">Whether nothing comes after the text.</param>
    /// <param name="fieldsMax">Fields beyond so many are passed over.</param>
    /// <returns>How many bytes the row takes; 0 if its end is not in the text.</returns>
    /// <exception cref="DecoderFallbackException">A field is not UTF-8.</exception>
    public int Read(ReadOnlySpan<byte> text, bool ended, int fieldsMax)
    {
        Fields.Clear();
        var position = 0;
        for (var count = 1; ; count++)
        {
            var end = ReadField(text, ended, ref position);
            if (end == FieldEnd.Text && (!ended || IsUnclosed)) return 0;
            if (count <= fieldsMax) Fields.Add(StrictUtf8.GetString(_field.WrittenSpan));
            if (end != FieldEnd.Delimiter) return position;
        }
    }

    private FieldEnd ReadField(ReadOnlySpan<byte> text, bool ended, ref int position)
    {
        _field.ResetWrittenCount();
        IsUnclosed = position < text.Length && text[position] == Quote;
        if (IsUnclosed) position++;
        while (true)
        {
            var rest = text[position..];
            var plain = rest.IndexOfAny(IsUnclosed ? QuotedEnds : _plainEnds);
            _field.Write(plain < 0 ? rest : rest[..plain]);
            position += plain < 0 ? rest.Length : plain;
            if (plain < 0) return FieldEnd.Text;

            var mark = text[position++];
            if (mark == delimiter) return FieldEnd.Delimiter;
            if (mark == '\n') return FieldEnd.Row;
            var atEnd = position == text.Length;
            if (atEnd && !ended) return FieldEnd.Text; // what the mark means is told by what comes next
            var next = atEnd ? default : text[position];
            switch (mark)
            {
                case Quote when next == Quote:
                case Escape when next == Escape || next == Quote || next == delimiter:
                    _field.Write([next]);
                    position++;
                    break;
                case Quote when IsUnclosed:
                    IsUnclosed = false;
                    break;
                case Quote:
                    _field.Write([Quote]);
                    break;
                case (byte)'\r' when !atEnd && next != '\n':
                    _field.Write([mark]);
                    break;
            }
        }
    }
}
