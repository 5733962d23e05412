using System.Globalization;

namespace Baton.Expressions.Jsonata;

/// <summary>Shows numbers by pictures, as XPath's <c>format-number</c> does.</summary>
internal static class NumberPicture
{
    /// <summary>From here on ECMAScript prints a number with an exponent, whatever is asked.</summary>
    private const double FixedMax = 1e21;

    private const int FractionDigitsMax = 100;

    public static string Format(Machine machine, double value, string text, object? options)
    {
        var symbols = NumberSymbols.Of(options);
        machine.AllocateText(text.Length * 4L);
        var parts = text.Split(symbols.Pattern);
        if (parts.Length > 2) throw new Fault("D3080");
        var pictures = Array.ConvertAll(parts, part => new NumberSubPicture(part, symbols));

        var isNegative = !(value >= 0);
        var picture = isNegative ? pictures[^1] : pictures[0];
        if (picture.Text.Contains(symbols.Percent, StringComparison.Ordinal)) value *= 100;
        else if (picture.Text.Contains(symbols.PerMille, StringComparison.Ordinal)) value *= 1000;

        var exponent = picture.ExponentDigitsMin == 0 ? (int?)null : TakeExponent(ref value, picture);
        var digits = Mantissa(Rounding.HalfToEven(value, picture.FractionDigitsMax), picture, symbols);
        if (exponent is { } power)
        {
            var shown = Fixed(power, 0, symbols).PadLeft(picture.ExponentDigitsMin, symbols.Zero[0]);
            digits += symbols.Exponent + (power < 0 ? symbols.Minus : "") + shown;
        }
        var sign = isNegative && pictures.Length == 1 ? symbols.Minus : "";
        return sign + picture.Prefix + digits + picture.Suffix;
    }

    /// <summary>Scales the number until it has as many digits before the point as the picture; that never ends for some.</summary>
    private static int TakeExponent(ref double value, NumberSubPicture picture)
    {
        if (value <= 0 || double.IsInfinity(value)) throw new ExpressionException(ExpressionErrors.BudgetTime, "Expression evaluation timeout");
        var most = Math.Pow(10, picture.Scale);
        var least = Math.Pow(10, picture.Scale - 1);
        var exponent = 0;
        for (; value < least; exponent--) value *= 10;
        for (; value > most; exponent++) value /= 10;
        return exponent;
    }

    private static string Mantissa(double value, NumberSubPicture picture, NumberSymbols symbols)
    {
        var zero = symbols.Zero[0];
        var text = Fixed(value, picture.FractionDigitsMax, symbols);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        text = dot < 0 ? text + symbols.Decimal : string.Concat(text.AsSpan(0, dot), symbols.Decimal, text.AsSpan(dot + 1));
        text = text.Trim(zero);
        var point = text.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        text = new string(zero, Math.Max(0, picture.IntegerDigitsMin - point)) + text
            + new string(zero, Math.Max(0, picture.FractionDigitsMin - (text.Length - point - 1)));

        text = GroupInteger(text, picture, symbols);
        point = text.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        foreach (var position in picture.FractionGroups) text = Insert(text, position + point + 1, symbols.Grouping);
        point = text.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        return !picture.Text.Contains(symbols.Decimal, StringComparison.Ordinal) || point == text.Length - 1 ? text[..^1] : text;
    }

    private static string GroupInteger(string text, NumberSubPicture picture, NumberSymbols symbols)
    {
        var point = text.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        if (picture.Interval > 0)
        {
            for (var at = point - picture.Interval; at > 0; at -= picture.Interval) text = Insert(text, at, symbols.Grouping);
            return text;
        }
        foreach (var position in picture.IntegerGroups)
        {
            text = Insert(text, point - position, symbols.Grouping);
            point++;
        }
        return text;
    }

    /// <summary>Puts a separator in; a place before the start counts from the end, as ECMAScript's slice has it.</summary>
    private static string Insert(string text, int at, string separator)
    {
        at = Math.Clamp(at < 0 ? text.Length + at : at, 0, text.Length);
        return text.Insert(at, separator);
    }

    /// <summary>The size of a number with a fixed number of decimals, in the digits of the picture.</summary>
    private static string Fixed(double value, int decimals, NumberSymbols symbols)
    {
        if (decimals > FractionDigitsMax) throw JsonataErrors.NotWritable();
        var size = Math.Abs(value);
        var text = size < FixedMax ? size.ToString($"F{decimals}", CultureInfo.InvariantCulture) : Numbers.Text(size);
        return symbols.Zero == "0" ? text : string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + symbols.Zero[0]) : c));
    }
}
