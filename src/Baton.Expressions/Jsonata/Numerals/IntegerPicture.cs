using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>How a picture shows whole numbers.</summary>
internal enum IntegerStyle
{
    Decimal,
    Letters,
    Roman,
    Words,

    /// <summary>A numbering that is not known.</summary>
    Sequence,
}

/// <summary>A picture of a whole number, as in XPath's <c>format-integer</c>.</summary>
internal sealed record IntegerPicture
{
    /// <summary>A separator, and how many digits stand right of it.</summary>
    internal readonly record struct Separator(int Position, string Character);

    /// <summary>Where the digits of each script start.</summary>
    private static readonly int[] Zeros =
    [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090,
        0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ];

    public IntegerStyle Style { get; private init; }

    public PictureCase Case { get; private init; }

    public bool IsOrdinal { get; private init; }

    /// <summary>The picture without its modifier.</summary>
    public string Text { get; private init; } = "";

    public int Zero { get; private init; } = '0';

    public int MandatoryDigits { get; init; }

    public int OptionalDigits { get; private init; }

    /// <summary>The separators; where they are regular, one that repeats.</summary>
    public IReadOnlyList<Separator> Separators { get; private init; } = [];

    public bool IsRegular { get; private init; }

    public bool IsDecimal => Style == IntegerStyle.Decimal;

    /// <exception cref="Fault">The digits are of different scripts (D3131).</exception>
    public static IntegerPicture Parse(string text)
    {
        var semicolon = text.LastIndexOf(';');
        var isOrdinal = semicolon >= 0 && semicolon + 1 < text.Length && text[semicolon + 1] == 'o';
        var primary = semicolon < 0 ? text : text[..semicolon];
        var (style, letterCase) = primary switch
        {
            "A" => (IntegerStyle.Letters, PictureCase.Upper),
            "a" => (IntegerStyle.Letters, PictureCase.Lower),
            "I" => (IntegerStyle.Roman, PictureCase.Upper),
            "i" => (IntegerStyle.Roman, PictureCase.Lower),
            "W" => (IntegerStyle.Words, PictureCase.Upper),
            "Ww" => (IntegerStyle.Words, PictureCase.Title),
            "w" => (IntegerStyle.Words, PictureCase.Lower),
            _ => (IntegerStyle.Decimal, PictureCase.Lower),
        };
        var picture = new IntegerPicture { Style = style, Case = letterCase, IsOrdinal = isOrdinal, Text = primary };
        return style == IntegerStyle.Decimal ? picture.WithDigits(primary) : picture;
    }

    /// <summary>Shows a whole number.</summary>
    public string Format(Machine machine, double value)
    {
        var size = Math.Abs(value);
        var shown = Style switch
        {
            IntegerStyle.Letters => LetterNumerals.Format(size, Case == PictureCase.Upper ? 'A' : 'a'),
            IntegerStyle.Roman => Cased(RomanNumerals.Format(machine, size), Case),
            IntegerStyle.Words => Cased(EnglishNumerals.Format(size, IsOrdinal), Case),
            IntegerStyle.Decimal => Decimal(machine, size),
            _ => throw new Fault("D3130") { Value = new JsonString(Text) },
        };
        return value < 0 ? $"-{shown}" : shown;
    }

    private static string Cased(string text, PictureCase letterCase) => letterCase switch
    {
        PictureCase.Upper => text.ToUpperInvariant(),
        PictureCase.Lower => text.ToLowerInvariant(),
        _ => text,
    };

    private static int ZeroOf(int c) => Array.Find(Zeros, zero => c >= zero && c <= zero + 9);

    /// <summary>Reads the digits and separators from the right.</summary>
    private IntegerPicture WithDigits(string text)
    {
        var separators = new List<Separator>();
        var mandatory = 0;
        var optional = 0;
        var zero = 0;
        foreach (var rune in text.EnumerateRunes().Reverse())
        {
            var found = ZeroOf(rune.Value);
            if (found > 0)
            {
                if (zero > 0 && zero != found) throw new Fault("D3131");
                zero = found;
                mandatory++;
            }
            else if (rune.Value == '#')
            {
                optional++;
            }
            else
            {
                separators.Add(new Separator(mandatory + optional, rune.ToString()));
            }
        }
        if (mandatory == 0) return this with { Style = IntegerStyle.Sequence };
        var interval = Interval([.. separators.Select(separator => separator.Position)]);
        var isRegular = interval > 0 && separators.TrueForAll(separator => separator.Character == separators[0].Character);
        return this with
        {
            Zero = zero,
            MandatoryDigits = mandatory,
            OptionalDigits = optional,
            IsRegular = isRegular,
            Separators = isRegular ? [new Separator(interval, separators[0].Character)] : separators,
        };
    }

    /// <summary>The distance at which separators stand, if they stand at all its multiples up to the last; else 0.</summary>
    public static int Interval(int[] positions)
    {
        if (positions.Length == 0) return 0;
        var divisor = positions.Aggregate(GreatestCommonDivisor);
        return Enumerable.Range(1, positions.Length).All(index => positions.Contains(index * divisor)) ? divisor : 0;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private string Decimal(Machine machine, double value)
    {
        machine.AllocateText(MandatoryDigits);
        var digits = Numbers.Text(value).PadLeft(MandatoryDigits, '0');
        if (Zero != '0') digits = string.Concat(digits.Select(c => (char)(c + Zero - '0')));
        digits = IsRegular ? GroupedRegularly(digits) : Grouped(digits);
        return IsOrdinal ? digits + Suffix(digits) : digits;
    }

    private string GroupedRegularly(string digits)
    {
        var (interval, character) = Separators[0];
        var result = new StringBuilder(digits);
        for (var at = digits.Length - interval; at > 0; at -= interval) result.Insert(at, character);
        return result.ToString();
    }

    /// <summary>Puts in the separators from the left. One that stands left of all digits lands where ECMAScript's substr puts it.</summary>
    private string Grouped(string digits)
    {
        foreach (var (position, character) in Separators.Reverse())
        {
            var at = digits.Length - position;
            var rest = at >= 0 ? at : Math.Max(0, digits.Length + at);
            digits = string.Concat(digits.AsSpan(0, Math.Max(0, at)), character, digits.AsSpan(rest));
        }
        return digits;
    }

    private static string Suffix(string digits) => digits is [.., '1', _] ? "th" : digits[^1] switch { '1' => "st", '2' => "nd", '3' => "rd", _ => "th" };
}
