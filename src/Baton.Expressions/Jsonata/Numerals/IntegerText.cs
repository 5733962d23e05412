namespace Baton.Expressions.Jsonata;

/// <summary>Reads whole numbers as ECMAScript's <c>parseInt</c> does.</summary>
internal static class IntegerText
{
    /// <returns>The number at the start of the text; NaN where there is none.</returns>
    public static double Parse(string text)
    {
        var at = 0;
        while (at < text.Length && CharSet.Spaces.Contains(text[at])) at++;
        var isNegative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '-' or '+') at++;
        var radix = 10;
        if (at + 1 < text.Length && text[at] == '0' && text[at + 1] is 'x' or 'X')
        {
            radix = 16;
            at += 2;
        }
        var start = at;
        var value = 0.0;
        for (; at < text.Length && DigitOf(text[at]) < radix; at++) value = (value * radix) + DigitOf(text[at]);
        if (at == start) return double.NaN;
        if (radix == 10 && at - start > 15) value = double.Parse(text.AsSpan(start, at - start), System.Globalization.CultureInfo.InvariantCulture);
        return isNegative ? -value : value;
    }

    private static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };
}
