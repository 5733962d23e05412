using System.Globalization;
using System.Numerics;
using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>A decimal number of any size, compared and printed like Java's <c>BigDecimal</c>: what filters compare numbers as.</summary>
internal sealed class DecimalNumber : IComparable<DecimalNumber>
{
    private readonly BigInteger _unscaled;
    private readonly int _scale;
    private string? _digits;

    private DecimalNumber(BigInteger unscaled, int scale, double? exact)
    {
        _unscaled = unscaled;
        _scale = scale;
        Double = exact;
    }

    /// <summary>The number as a double, if that orders it among others as exactly.</summary>
    public double? Double { get; }

    /// <summary>The digits of the unscaled value, without sign.</summary>
    private string Digits => _digits ??= BigInteger.Abs(_unscaled).ToString(CultureInfo.InvariantCulture);

    /// <summary>The power of ten of the first digit.</summary>
    private long Magnitude => Digits.Length - 1L - _scale;

    /// <summary>A JSON number as json-smart reads it: whole ones exactly, the others as the double they are nearest to.</summary>
    public static DecimalNumber Of(JsonNumber number) => TryParse(JavaText.Of(number))!;

    /// <summary>Reads <c>[+-]digits[.digits][e[+-]digits]</c>; null for anything else.</summary>
    public static DecimalNumber? TryParse(ReadOnlySpan<char> text)
    {
        var exponent = 0;
        var mantissa = text;
        var mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return null;
            mantissa = text[..mark];
        }
        var isNegative = mantissa is ['-', ..];
        if (mantissa is ['-' or '+', ..]) mantissa = mantissa[1..];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9')) return null;
        var scale = fraction.Length - (long)exponent;
        if (scale is < int.MinValue or > int.MaxValue) return null;
        var unscaled = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new DecimalNumber(isNegative ? -unscaled : unscaled, (int)scale, Exact(text.Length, value));
    }

    /// <summary>The double, if it is as good as its decimal text: that has at most 15 digits and the double is well in range.</summary>
    public static double? Exact(int textLength, double value) => textLength <= 15 && (value == 0 || Math.Abs(value) is > 1e-290 and < 1e290) ? value : null;

    /// <summary>The whole part, or the nearest there is.</summary>
    public int ToInt32()
    {
        if (_unscaled.IsZero || Magnitude < 0) return 0;
        if (Magnitude > 10) return _unscaled.Sign < 0 ? int.MinValue : int.MaxValue;
        var whole = _scale > 0 ? BigInteger.Divide(_unscaled, BigInteger.Pow(10, _scale)) : _unscaled * BigInteger.Pow(10, -_scale);
        return (int)BigInteger.Clamp(whole, int.MinValue, int.MaxValue);
    }

    public int CompareTo(DecimalNumber? other)
    {
        if (other is null) return 1;
        if (_scale == other._scale) return _unscaled.CompareTo(other._unscaled);
        if (_unscaled.Sign != other._unscaled.Sign) return _unscaled.Sign.CompareTo(other._unscaled.Sign);
        if (_unscaled.IsZero) return 0;

        // Magnitudes first: 1e999999999 is never written out.
        var order = Magnitude.CompareTo(other.Magnitude);
        if (order == 0)
        {
            var length = Math.Max(Digits.Length, other.Digits.Length);
            order = string.CompareOrdinal(Digits.PadRight(length, '0'), other.Digits.PadRight(length, '0'));
        }
        return _unscaled.Sign * order;
    }

    /// <summary>As <c>BigDecimal.toString</c>: plain down to six zeros behind the point, else with an exponent.</summary>
    public override string ToString()
    {
        var sign = _unscaled.Sign < 0 ? "-" : "";
        if (_scale == 0) return sign + Digits;
        if (_scale > 0 && Magnitude >= -6)
        {
            var padded = Digits.PadLeft(_scale + 1, '0');
            return $"{sign}{padded[..^_scale]}.{padded[^_scale..]}";
        }
        var fraction = Digits.Length > 1 ? $".{Digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Digits[0]}{fraction}E{(Magnitude < 0 ? "" : "+")}{Magnitude}");
    }
}
