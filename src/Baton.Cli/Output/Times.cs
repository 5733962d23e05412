using System.Globalization;

namespace Baton.Cli.Output;

/// <summary>Times and durations as people read them.</summary>
internal static class Times
{
    public static string Moment(DateTimeOffset time, TimeProvider clock) => Local(time, clock).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time, TimeProvider clock) => Local(time, clock).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Two units at most: <c>12 ms</c>, <c>3.4 s</c>, <c>2 min 05 s</c>, <c>1 h 02 min</c>, <c>3 d 04 h</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => "0 ms",
        { TotalMilliseconds: < 1000 } => Text($"{Math.Floor(time.TotalMilliseconds):0} ms"),
        { TotalSeconds: < 60 } => Text($"{Math.Floor(time.TotalSeconds * 10) / 10:0.0} s"),
        { TotalMinutes: < 60 } => Text($"{time.Minutes} min {time.Seconds:00} s"),
        { TotalHours: < 24 } => Text($"{time.Hours} h {time.Minutes:00} min"),
        _ => Text($"{time.Days} d {time.Hours:00} h"),
    };

    private static DateTimeOffset Local(DateTimeOffset time, TimeProvider clock) => TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
