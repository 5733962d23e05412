using System.Globalization;
using System.Text.RegularExpressions;

namespace Baton.Language.Parsing;

/// <summary>The profile of RFC 3339 that the language asks for: capital <c>T</c>, and <c>Z</c> or an offset.</summary>
internal static partial class Rfc3339
{
    public static bool IsTimestamp(string text)
    {
        var match = Shape().Match(text);
        return match.Success
            && DateTime.TryParseExact(match.Groups[1].Value, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    [GeneratedRegex(
        @"^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-8]):[0-5][0-9])\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
