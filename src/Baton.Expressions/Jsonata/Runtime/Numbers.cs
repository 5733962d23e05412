using System.Globalization;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Numbers of the language: IEEE doubles, held as JSON numbers where they are finite.</summary>
internal static class Numbers
{
    private const int SmallestShared = -128;
    private const int LargestShared = 1023;

    private static readonly JsonNumber[] Shared = [.. Enumerable.Range(SmallestShared, LargestShared - SmallestShared + 1).Select(i => new JsonNumber((long)i))];

    public static JsonNumber Zero { get; } = OfInt(0);

    public static object Of(double value)
    {
        var whole = (int)value;
        if (whole == value && whole is >= SmallestShared and <= LargestShared && (whole != 0 || !double.IsNegative(value))) return OfInt(whole);
        return double.IsFinite(value) ? new JsonNumber(value) : new NonFinite(value);
    }

    public static JsonNumber OfInt(int value) =>
        value is >= SmallestShared and <= LargestShared ? Shared[value - SmallestShared] : new JsonNumber((long)value);

    /// <summary>The double of a number value, NaN and infinities too.</summary>
    public static bool TryGet(object? value, out double number)
    {
        switch (value)
        {
            case JsonNumber json:
                number = json.Value;
                return true;
            case NonFinite odd:
                number = odd.Value;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>Whether a value counts as a number: NaN does not, and an infinity is a fault.</summary>
    public static bool IsNumeric(object? value, out double number)
    {
        if (value is JsonNumber json)
        {
            number = json.Value;
            return true;
        }
        number = 0;
        if (value is NonFinite { IsNaN: false }) throw new Fault("D1001") { Value = value };
        return false;
    }

    /// <summary>The number that ECMAScript makes of a value that is none.</summary>
    public static object Coerced(object? value) => value switch
    {
        JsonBoolean boolean => OfInt(boolean.Value ? 1 : 0),
        JsonString text when string.IsNullOrWhiteSpace(text.Value) => Zero,
        JsonString text => Of(double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN),
        _ when Items.TryOf(value, out var items) => items.Count == 0 ? Zero : items.Count == 1 ? Coerced(items[0]) : Of(double.NaN),
        JsonNumber => value,
        _ => value == JsonData.Null ? Zero : Of(double.NaN),
    };

    /// <summary>The number as ECMAScript prints it.</summary>
    public static string Text(double value)
    {
        if (double.IsFinite(value)) return new JsonNumber(value).Text;
        return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }

    /// <summary>
    /// The number as the language makes a string of it: 15 significant digits at most, and <c>null</c> where rounding to
    /// these leaves the range of doubles.
    /// </summary>
    public static string Shown(double value)
    {
        if (Math.Abs(value) < 1e15 && Math.Floor(value) == value) return ((long)value).ToString(CultureInfo.InvariantCulture);
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        text = text[..length];
        // Without an exponent .NET's shortest text is ECMAScript's.
        if (SignificantDigits(text, out _) <= 15 && !text.Contains('E')) return text.ToString();
        var rounded = Rounded15(value);
        return double.IsFinite(rounded) ? Text(rounded) : "null";
    }

    /// <summary>The nearest number with 15 significant digits: what the language shows when it makes a string of a number.</summary>
    public static double Rounded15(double value)
    {
        if (Math.Abs(value) < 1e15 && Math.Floor(value) == value) return value;
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        var digits = SignificantDigits(text[..length], out var last);
        if (digits <= 15) return value;

        // A value half way between two is rounded up by ECMAScript, and by .NET to even.
        var isHalf = digits == 16 && last == '5' && IsExactlyHalf(value);
        var rounded = double.Parse(value.ToString("E14", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!isHalf || Math.Abs(rounded) > Math.Abs(value)) return rounded;
        return double.Parse((value + (value - rounded)).ToString("E14", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether all digits after the sixteenth are zeros, in the exact decimal text of a double.</summary>
    private static bool IsExactlyHalf(double value)
    {
        const int DigitsMax = 767;
        var text = value.ToString($"E{DigitsMax}", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return text.AsSpan(point + 16, DigitsMax - 15).IndexOfAnyExcept('0') < 0;
    }

    private static int SignificantDigits(ReadOnlySpan<char> text, out char last)
    {
        var digits = 0;
        var trailingZeros = 0;
        last = '0';
        foreach (var c in text)
        {
            if (c == 'E') break;
            if (!char.IsAsciiDigit(c) || (digits == 0 && c == '0')) continue;
            digits++;
            trailingZeros = c == '0' ? trailingZeros + 1 : 0;
            if (c != '0') last = c;
        }
        return digits - trailingZeros;
    }
}
