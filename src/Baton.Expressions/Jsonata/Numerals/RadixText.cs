using System.Text;

namespace Baton.Expressions.Jsonata;

/// <summary>Whole numbers in other bases, as ECMAScript prints them.</summary>
internal static class RadixText
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>From here on a double has no digits to spare for the last place.</summary>
    private const double Exact = 1L << 53;

    public static string Of(double value, int radix)
    {
        if (radix == 10 || !double.IsFinite(value)) return Numbers.Text(value);
        var rest = Math.Abs(value);
        var text = new StringBuilder();
        while (rest / radix >= Exact)
        {
            // What lies below the precision of the number is printed as zeros.
            rest /= radix;
            text.Insert(0, '0');
        }
        do
        {
            var digit = rest % radix;
            text.Insert(0, Digits[(int)digit]);
            rest = (rest - digit) / radix;
        }
        while (rest > 0);
        return value < 0 ? $"-{text}" : text.ToString();
    }
}
