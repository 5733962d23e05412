using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Yaml;

/// <summary>
/// What a plain scalar means in the core schema of YAML 1.2 (section 10.3.2): <c>yes</c>, <c>no</c>, <c>on</c>, times and dates are
/// strings. Numbers are kept as they were written where JSON can write them so.
/// </summary>
internal static partial class CoreSchema
{
    /// <summary>The longest octal or hexadecimal number that is converted, in digits.</summary>
    private const int RadixDigitsMax = 64;

    /// <returns>JSON text; null for a number that JSON does not have.</returns>
    public static string? ToJson(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => "null",
        "true" or "True" or "TRUE" => "true",
        "false" or "False" or "FALSE" => "false",
        _ when Decimal().Match(text) is { Success: true } number => ToJson(number),
        _ when Radix().Match(text) is { Success: true } number => ToJson(number.Groups["hex"], number.Groups["octal"]),
        _ when NotFinite().IsMatch(text) => null,
        _ => Quote(text),
    };

    public static string Quote(string text) => JsonData.Of(text).ToString();

    private static string ToJson(Match number)
    {
        var (whole, fraction) = (number.Groups["whole"].Value.TrimStart('0'), number.Groups["fraction"].Value);
        var sign = number.Groups["sign"].Value == "-" ? "-" : "";
        return $"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : "." + fraction)}{number.Groups["exponent"].Value}";
    }

    private static string? ToJson(Group hex, Group octal)
    {
        if (hex.Length > RadixDigitsMax || octal.Length > RadixDigitsMax) return null;
        var value = hex.Success
            ? BigInteger.Parse("0" + hex.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : octal.Value.Aggregate(BigInteger.Zero, (sum, digit) => sum * 8 + (digit - '0'));
        return value.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<sign>[-+]?)((?<whole>[0-9]+)(\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?<exponent>[eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^(0x(?<hex>[0-9a-fA-F]+)|0o(?<octal>[0-7]+))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Radix();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex NotFinite();
}
