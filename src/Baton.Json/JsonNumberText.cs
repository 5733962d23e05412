using System.Globalization;

namespace Baton.Json;

/// <summary>Prints a double as ECMAScript's Number::toString does: the shortest digits that read back, exponents from 1e21 and below 1e-6.</summary>
internal static class JsonNumberText
{
    public static string Of(double value)
    {
        if (value == 0) return "0"; // minus zero too
        if (Math.Abs(value) < 1L << 53 && Math.Floor(value) == value) return ((long)value).ToString(CultureInfo.InvariantCulture);

        var (digits, exponent) = Digits(value.ToString("R", CultureInfo.InvariantCulture));
        var sign = value < 0 ? "-" : "";
        if (exponent is >= 21 or <= -7)
        {
            var fraction = digits.Length > 1 ? string.Concat(".", digits.AsSpan(1)) : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
        }
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        if (digits.Length <= exponent + 1) return $"{sign}{digits}{new string('0', exponent + 1 - digits.Length)}";
        return $"{sign}{digits.AsSpan(0, exponent + 1)}.{digits.AsSpan(exponent + 1)}";
    }

    /// <summary>The significant digits of a number text, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Digits(string text)
    {
        var mark = text.IndexOf('E');
        var mantissa = (mark < 0 ? text : text[..mark]).TrimStart('-');
        var power = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = point < 0 ? mantissa : string.Concat(whole, mantissa.AsSpan(point + 1));
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), power + whole.Length - 1 - leading);
    }
}
