using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>The characters with a meaning in a picture of a number.</summary>
internal sealed record NumberSymbols
{
    private const int DigitCount = 10;

    public string Decimal { get; private init; } = ".";

    public string Grouping { get; private init; } = ",";

    public string Exponent { get; private init; } = "e";

    public string Minus { get; private init; } = "-";

    public string Percent { get; private init; } = "%";

    public string PerMille { get; private init; } = "‰";

    public string Zero { get; private init; } = "0";

    public string Digit { get; private init; } = "#";

    public string Pattern { get; private init; } = ";";

    /// <param name="options">An object with the symbols that are other than usual; null for none.</param>
    public static NumberSymbols Of(object? options)
    {
        var symbols = new NumberSymbols();
        if (!Members.TryOf(options, out var members)) return symbols;
        for (var i = 0; i < members.Count; i++)
        {
            if (members.Value(i) is not JsonString { Value: { Length: > 0 } value }) continue;
            symbols = members.Name(i) switch
            {
                "decimal-separator" => symbols with { Decimal = value },
                "grouping-separator" => symbols with { Grouping = value },
                "exponent-separator" => symbols with { Exponent = value },
                "minus-sign" => symbols with { Minus = value },
                "percent" => symbols with { Percent = value },
                "per-mille" => symbols with { PerMille = value },
                "zero-digit" => symbols with { Zero = value },
                "digit" => symbols with { Digit = value },
                "pattern-separator" => symbols with { Pattern = value },
                _ => symbols,
            };
        }
        return symbols;
    }

    public bool IsDecimalDigit(char c) => c >= Zero[0] && c < Zero[0] + DigitCount;

    /// <summary>A digit, or the sign for an optional one.</summary>
    public bool IsDigit(char c) => IsDecimalDigit(c) || Is(c, Digit);

    /// <summary>Whether a character has a meaning inside a number.</summary>
    public bool IsActive(char c) => IsDigit(c) || Is(c, Decimal) || Is(c, Exponent) || Is(c, Grouping) || Is(c, Pattern);

    /// <summary>Whether a character can begin or end the number in its picture.</summary>
    public bool IsBoundary(char c) => IsActive(c) && !Is(c, Exponent);

    private static bool Is(char c, string symbol) => symbol.Length == 1 && symbol[0] == c;
}
