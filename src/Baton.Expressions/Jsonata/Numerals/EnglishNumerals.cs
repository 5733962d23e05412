using System.Text.RegularExpressions;

namespace Baton.Expressions.Jsonata;

/// <summary>Numbers in English words.</summary>
internal static partial class EnglishNumerals
{
    private static readonly string[] Cardinals =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] Ordinals =
    [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ];

    private static readonly string[] Tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly string[] Magnitudes = ["Thousand", "Million", "Billion", "Trillion"];

    private static readonly Dictionary<string, double> Values = MakeValues();

    /// <summary>A pattern that numbers in words match, among other things.</summary>
    public static string Pattern { get; } = $"(?:{string.Join('|', Values.Keys)}|and|[\\-, ])+";

    [GeneratedRegex(@",\s|\sand\s|[\s\\-]")]
    private static partial Regex Gaps { get; }

    public static string Format(double value, bool isOrdinal)
    {
        if (!double.IsFinite(value)) throw JsonataErrors.NotWritable();
        return Words(value, isContinued: false, isOrdinal);
    }

    /// <returns>The number; NaN where a word is none that numbers are made of.</returns>
    public static double Parse(string text)
    {
        var segments = new Stack<double>([0]);
        foreach (var word in Gaps.Split(text))
        {
            var value = Values.GetValueOrDefault(word, double.NaN);
            var top = segments.Pop();
            if (!(value < 100))
            {
                segments.Push(top * value);
                continue;
            }
            if (top >= 1000)
            {
                segments.Push(top);
                top = 0;
            }
            segments.Push(top + value);
        }
        return segments.Sum();
    }

    private static string Words(double value, bool isContinued, bool isOrdinal)
    {
        if (value <= 19) return (isContinued ? " and " : "") + (isOrdinal ? Ordinals : Cardinals)[(int)value];
        if (value < 100)
        {
            var ten = Tens[(int)(value / 10) - 2];
            var rest = value % 10;
            var words = (isContinued ? " and " : "") + ten;
            return rest > 0 ? $"{words}-{Words(rest, isContinued: false, isOrdinal)}" : isOrdinal ? $"{words[..^1]}ieth" : words;
        }
        if (value < 1000) return WithRest($"{Cardinals[(int)(value / 100)]} Hundred", value % 100, isContinued, isOrdinal);

        var magnitude = Math.Min(Math.Floor(Math.Log10(value) / 3), Magnitudes.Length);
        var factor = Math.Pow(10, magnitude * 3);
        var count = Math.Floor(value / factor);
        return WithRest($"{Words(count, isContinued: false, isOrdinal: false)} {Magnitudes[(int)magnitude - 1]}", value - (count * factor), isContinued, isOrdinal);
    }

    private static string WithRest(string words, double rest, bool isContinued, bool isOrdinal)
    {
        var start = isContinued ? $", {words}" : words;
        return rest > 0 ? start + Words(rest, isContinued: true, isOrdinal) : isOrdinal ? $"{start}th" : start;
    }

    private static Dictionary<string, double> MakeValues()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < Cardinals.Length; i++) values[Cardinals[i].ToLowerInvariant()] = i;
        for (var i = 0; i < Ordinals.Length; i++) values[Ordinals[i].ToLowerInvariant()] = i;
        for (var i = 0; i < Tens.Length; i++)
        {
            var word = Tens[i].ToLowerInvariant();
            values[word] = values[$"{word[..^1]}ieth"] = (i + 2) * 10;
        }
        values["hundred"] = values["hundreieth"] = values["hundredth"] = 100;
        for (var i = 0; i < Magnitudes.Length; i++)
        {
            var word = Magnitudes[i].ToLowerInvariant();
            values[word] = values[$"{word}th"] = Math.Pow(10, (i + 1) * 3);
        }
        return values;
    }
}
