using System.Globalization;

namespace Baton.Server.Maintenance;

/// <summary>Lengths of time as people write them in settings and on the command line: a whole number and a unit, like <c>30d</c>.</summary>
public static class Durations
{
    /// <summary>What such a text looks like, for messages.</summary>
    public const string Expected = "a whole number with s, m, h or d behind it, like 30d";

    private static readonly TimeSpan LengthMax = TimeSpan.FromDays(36_500);

    /// <returns>Whether the text is one, of at most a hundred years.</returns>
    public static bool TryParse(string? text, out TimeSpan length)
    {
        length = default;
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is not { } one || count > LengthMax / one) return false;
        length = count * one;
        return true;
    }
}
