using System.Globalization;

namespace Baton.Expressions.Jsonata;

/// <summary>Rounding as the language does it: half to even, and by shifting the decimal text, so that 2.675 is what it looks like.</summary>
internal static class Rounding
{
    public static double HalfToEven(double value, double precision)
    {
        if (double.IsNaN(precision) || precision == 0) return Clean(HalfToEven(value));
        if (Math.Floor(precision) != precision || !double.IsFinite(value)) return double.NaN;
        return Clean(Shifted(HalfToEven(Shifted(value, precision)), -precision));
    }

    /// <summary>To the nearest whole number as <c>Math.round</c> does it, then down where that went up to an odd one.</summary>
    private static double HalfToEven(double value)
    {
        var rounded = Math.Floor(value);
        if (value - rounded >= 0.5) rounded++;
        return Math.Abs(rounded - value) == 0.5 && Math.Abs(rounded % 2) == 1 ? rounded - 1 : rounded;
    }

    /// <summary>The number that its text means with another exponent.</summary>
    private static double Shifted(double value, double by)
    {
        if (!double.IsFinite(value)) return double.NaN;
        var text = Numbers.Text(value);
        var mark = text.IndexOf('e', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = by + (mark < 0 ? 0 : double.Parse(text.AsSpan(mark + 1), NumberStyles.Float, CultureInfo.InvariantCulture));
        if (exponent is > 9999 or < -9999) return exponent > 0 && value != 0 ? double.NaN : 0; // far beyond any double
        return double.Parse($"{mantissa}E{(int)exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Minus zero is zero.</summary>
    private static double Clean(double value) => value == 0 ? 0 : value;
}
