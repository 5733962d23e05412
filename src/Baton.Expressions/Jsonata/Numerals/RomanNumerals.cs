using System.Text;

namespace Baton.Expressions.Jsonata;

/// <summary>Roman numbers.</summary>
internal static class RomanNumerals
{
    private static readonly (int Value, string Letters)[] Numerals =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    public static string Format(Machine machine, double value)
    {
        if (!double.IsFinite(value)) throw JsonataErrors.NotWritable();
        machine.AllocateText((long)Math.Min(value / 1000, long.MaxValue / 4));
        var result = new StringBuilder();
        foreach (var (size, letters) in Numerals)
        {
            for (; value >= size; value -= size) result.Append(letters);
        }
        return result.ToString();
    }

    /// <returns>The number; NaN where a letter is none of the seven.</returns>
    public static double Parse(string text)
    {
        var value = 0.0;
        var largest = 1.0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var digit = text[i] switch { 'M' => 1000, 'D' => 500, 'C' => 100, 'L' => 50, 'X' => 10, 'V' => 5, 'I' => 1, _ => double.NaN };
            if (digit < largest)
            {
                value -= digit;
                continue;
            }
            largest = digit;
            value += digit;
        }
        return value;
    }
}
