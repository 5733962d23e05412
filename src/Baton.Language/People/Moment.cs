using System.Globalization;
using System.Xml;
using Baton.Language.Parsing;

namespace Baton.Language.People;

/// <summary>A time as arguments give it: a timestamp of RFC 3339, or an ISO 8601 duration of days and smaller units from a start on.</summary>
public readonly record struct Moment
{
    private static readonly TimeSpan AfterMax = TimeSpan.FromDays(3_653);

    private readonly DateTimeOffset _at;
    private readonly TimeSpan? _after;

    private Moment(DateTimeOffset at, TimeSpan? after) => (_at, _after) = (at, after);

    public static bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (Rfc3339.IsTimestamp(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            moment = new Moment(at, null);
            return true;
        }
        // Years and months have no length of their own.
        if (!text.StartsWith('P') || text.Split('T')[0].AsSpan().ContainsAny('Y', 'M')) return false;
        try
        {
            var after = XmlConvert.ToTimeSpan(text);
            moment = new Moment(default, after);
            return after > TimeSpan.Zero && after <= AfterMax;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    public DateTimeOffset From(DateTimeOffset start) => _after is { } after ? start + after : _at;

    /// <summary>So long before a time, or the beginning of all time; for a timestamp that timestamp.</summary>
    public DateTimeOffset Before(DateTimeOffset end) => _after is not { } length ? _at : end - DateTimeOffset.MinValue > length ? end - length : DateTimeOffset.MinValue;
}
