using System.Globalization;
using System.Text.RegularExpressions;

namespace Baton.Expressions.Jsonata;

/// <summary>Timestamps in ISO 8601, as <c>$toMillis</c> takes them without a picture.</summary>
internal static partial class IsoTimestamp
{
    /// <summary>What is let through to be read; not all of it is a timestamp.</summary>
    [GeneratedRegex(@"^[0-9]{4}(-[01][0-9])*(-[0-3][0-9])*(T[0-2][0-9]:[0-5][0-9]:[0-5][0-9])*(\.[0-9]+)?([+-][0-2][0-9]:?[0-5][0-9]|Z)?\z")]
    private static partial Regex Accepted { get; }

    /// <returns>Milliseconds since 1970; NaN for what is accepted but names no moment; null for what is not accepted.</returns>
    public static double? Parse(string text)
    {
        if (TryParseUsual(text, out var usual)) return usual;
        return Accepted.IsMatch(text) ? ParseParts(text) : null;
    }

    /// <summary>The usual form, <c>2024-05-01T12:00:00.000Z</c>, without a regular expression.</summary>
    private static bool TryParseUsual(string text, out double millis)
    {
        millis = 0;
        if (text.Length != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
        {
            return false;
        }
        if (!Number(text, 0, 4, out var year) || !Number(text, 5, 2, out var month) || !Number(text, 8, 2, out var day)) return false;
        if (!Number(text, 11, 2, out var hour) || !Number(text, 14, 2, out var minute) || !Number(text, 17, 2, out var second)) return false;
        if (!Number(text, 20, 3, out var milli) || month is 0 or > 12 || day is 0 or > 31 || hour > 23 || minute > 59 || second > 59) return false;
        millis = CivilTime.MillisOf(year, month, day, (((((hour * 60) + minute) * 60) + second) * 1000) + milli);
        return true;
    }

    private static bool Number(string text, int start, int length, out int value)
    {
        value = 0;
        for (var i = start; i < start + length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) return false;
            value = (value * 10) + (text[i] - '0');
        }
        return true;
    }

    private static double ParseParts(string text)
    {
        var mark = text.IndexOf('T', StringComparison.Ordinal);
        var isUtc = text[^1] == 'Z';
        var date = (mark >= 0 ? text[..mark] : isUtc ? text[..^1] : text).Split('-');
        if (date.Length > 3 || date[0].Length != 4 || Array.Exists(date[1..], part => part.Length != 2)) return double.NaN;
        var month = date.Length > 1 ? Int(date[1]) : 1;
        var day = date.Length > 2 ? Int(date[2]) : 1;
        if (month is < 1 or > 12 || day is < 1 or > 31) return double.NaN;
        var time = mark < 0 ? 0 : TimeOfDay(text.AsSpan(mark + 1));
        return CivilTime.MillisOf(Int(date[0]), month, day, time);
    }

    /// <summary>time = hh ":" mm ":" ss [ "." digits ] [ "Z" | ( "+" | "-" ) hh [ ":" ] mm ], less the offset.</summary>
    private static double TimeOfDay(ReadOnlySpan<char> text)
    {
        var hour = Int(text[..2]);
        var millis = (((hour * 60.0) + Int(text[3..5])) * 60_000) + (Int(text[6..8]) * 1000);
        var rest = text[8..];
        if (rest.Length > 0 && rest[0] == '.')
        {
            var end = 1;
            while (end < rest.Length && char.IsAsciiDigit(rest[end])) end++;
            millis += Int($"{rest[1..Math.Min(end, 4)]}000".AsSpan(0, 3));
            if (hour == 24) return double.NaN;
            rest = rest[end..];
        }
        if (hour > 24 || (hour == 24 && millis > CivilTime.MillisPerDay)) return double.NaN;
        if (rest.Length == 0 || rest[0] == 'Z') return millis;
        if (rest[0] is not ('+' or '-')) return double.NaN; // a second time
        var offsetHour = Int(rest[1..3]);
        var offset = ((offsetHour * 60) + Int(rest[^2..])) * 60_000;
        return offsetHour > 23 ? double.NaN : rest[0] == '+' ? millis - offset : millis + offset;
    }

    private static int Int(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
