using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Functions on numbers.</summary>
internal static partial class Arithmetic
{
    private const int RadixMin = 2;
    private const int RadixMax = 36;

    public static IEnumerable<NativeFunction> Functions =>
    [
        new("number", "<(nsb)-:n>", 1, (_, arguments) => ToNumber(arguments[0])) { IsSimple = true },
        new("abs", "<n-:n>", 1, (_, arguments) => Map(arguments[0], Math.Abs)) { IsSimple = true },
        new("floor", "<n-:n>", 1, (_, arguments) => Map(arguments[0], Math.Floor)) { IsSimple = true },
        new("ceil", "<n-:n>", 1, (_, arguments) => Map(arguments[0], Math.Ceiling)) { IsSimple = true },
        new("round", "<n-n?:n>", 2, Round) { IsSimple = true },
        new("sqrt", "<n-:n>", 1, (_, arguments) => Sqrt(arguments[0])) { IsSimple = true },
        new("power", "<n-n:n>", 2, (_, arguments) => Power(arguments[0], arguments[1])) { IsSimple = true },
        new("formatNumber", "<n-so?:s>", 3, FormatNumber) { IsSimple = true },
        new("formatBase", "<n-n?:s>", 2, FormatBase) { IsSimple = true },
        new("formatInteger", "<n-s:s>", 2, FormatInteger) { IsSimple = true },
        new("parseInteger", "<s-s:n>", 2, ParseInteger) { IsSimple = true },
    ];

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\z")]
    private static partial Regex Decimal { get; }

    /// <summary>The alternatives are anchored on one side only, as published: what they let through by that is not a number.</summary>
    [GeneratedRegex(@"^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)\z")]
    private static partial Regex Prefixed { get; }

    private static object? Map(object? value, Func<double, double> function) => Numbers.TryGet(value, out var number) ? Numbers.Of(function(number)) : null;

    private static object? ToNumber(object? value)
    {
        switch (value)
        {
            case null or JsonNumber or NonFinite:
                return value;
            case JsonBoolean boolean:
                return Numbers.OfInt(boolean.Value ? 1 : 0);
            case JsonString { Value: var text } when Decimal.IsMatch(text):
                var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                if (double.IsFinite(number)) return Numbers.Of(number);
                break;
            case JsonString { Value: var text } when Prefixed.IsMatch(text):
                return Numbers.Of(PrefixedValue(text));
        }
        throw new Fault("D3030") { Value = value, Index = 1 };
    }

    private static double PrefixedValue(string text)
    {
        var radix = text.Length < 3 || text[0] != '0' ? 0 : char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        if (radix == 0) return double.NaN;
        var value = 0.0;
        foreach (var c in text.AsSpan(2))
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix) return double.NaN;
            value = (value * radix) + digit;
        }
        return value;
    }

    private static object? Round(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Numbers.TryGet(arguments[0], out var number)) return null;
        return Numbers.Of(Rounding.HalfToEven(number, Numbers.TryGet(arguments[1], out var precision) ? precision : 0));
    }

    private static object? Sqrt(object? value)
    {
        if (!Numbers.TryGet(value, out var number)) return null;
        return number < 0 ? throw new Fault("D3060") { Value = value, Index = 1 } : Numbers.Of(Math.Sqrt(number));
    }

    private static object? Power(object? value, object? exponent)
    {
        if (!Numbers.TryGet(value, out var number)) return null;
        var result = Jsonata.Power.Of(number, Numbers.TryGet(exponent, out var by) ? by : double.NaN);
        return double.IsFinite(result) ? Numbers.Of(result) : throw new Fault("D3061") { Value = value, SecondValue = exponent, Index = 1 };
    }

    private static JsonString? FormatNumber(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Numbers.TryGet(arguments[0], out var number)) return null;
        var picture = arguments[1] as JsonString ?? throw JsonataErrors.NoPicture();
        return machine.MakeText(NumberPicture.Format(machine, number, picture.Value, arguments[2]));
    }

    private static JsonString? FormatBase(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Numbers.TryGet(arguments[0], out var number)) return null;
        var radix = Numbers.TryGet(arguments[1], out var given) ? Rounding.HalfToEven(given, 0) : 10;
        if (radix is not (>= RadixMin and <= RadixMax)) throw new Fault("D3100") { Value = Numbers.Of(radix) };
        return machine.MakeText(RadixText.Of(Rounding.HalfToEven(number, 0), (int)radix));
    }

    private static JsonString? FormatInteger(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Numbers.TryGet(arguments[0], out var number)) return null;
        var picture = arguments[1] as JsonString ?? throw JsonataErrors.NoPicture();
        return machine.MakeText(IntegerPicture.Parse(picture.Value).Format(machine, Math.Floor(number)));
    }

    private static object? ParseInteger(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        var picture = arguments[1] as JsonString ?? throw JsonataErrors.NoPicture();
        return Numbers.Of(new IntegerMatcher(IntegerPicture.Parse(picture.Value)).Parse(text.Value));
    }
}
