using System.Text.RegularExpressions;

namespace Baton.Cli.Api;

/// <summary>What is wrong with a definition: the published code, the sentence, the place; line and column where it was read from a file here.</summary>
internal sealed record Finding(string Code, string Message, string? Location, int? Line = null, int? Column = null);

/// <summary>Takes the text of an InvalidDefinition apart: <c>…: 'CODE: message at place, CODE: message at place'</c>.</summary>
internal static partial class Findings
{
    /// <returns>Empty where the text has another form.</returns>
    public static IReadOnlyList<Finding> In(string message) =>
    [
        .. Pattern().Matches(message).Select(match => new Finding(match.Groups["code"].Value, match.Groups["message"].Value.Trim(), match.Groups["place"].Value.Trim())),
    ];

    [GeneratedRegex(@"(?<code>[A-Z][A-Z_]{4,}): (?<message>.*?) at (?<place>/[^,']*|\[Source:.*?\])(?=, [A-Z][A-Z_]{4,}: |'?\s*$)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
