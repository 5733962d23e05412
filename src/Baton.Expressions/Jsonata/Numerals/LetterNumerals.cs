namespace Baton.Expressions.Jsonata;

/// <summary>Numbers as the columns of a sheet: a, b … z, aa.</summary>
internal static class LetterNumerals
{
    public static string Format(double value, char first)
    {
        var letters = "";
        while (value > 0)
        {
            if (!double.IsFinite(value)) throw JsonataErrors.NotWritable();
            letters = (char)(((value - 1) % 26) + first) + letters;
            value = Math.Floor((value - 1) / 26);
        }
        return letters;
    }

    public static double Parse(string text, char first)
    {
        var value = 0.0;
        for (var i = 0; i < text.Length; i++) value += (text[^(i + 1)] - first + 1) * Math.Pow(26, i);
        return value;
    }
}
