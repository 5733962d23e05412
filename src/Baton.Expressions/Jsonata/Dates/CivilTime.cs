namespace Baton.Expressions.Jsonata;

/// <summary>
/// A moment in UTC by the calendar, as ECMAScript's Date knows it: years far before 1 and after 9999 too. A moment beyond its
/// range has NaN for all of its parts.
/// </summary>
internal readonly struct CivilTime
{
    public const double MillisPerDay = 86_400_000;

    private const double MillisMax = 8.64e15;

    public CivilTime(double millis)
    {
        Millis = Math.Abs(millis) <= MillisMax ? Math.Truncate(millis) : double.NaN;
        var days = Math.Floor(Millis / MillisPerDay);
        MillisOfDay = Millis - (days * MillisPerDay);
        (Year, Month, Day) = double.IsNaN(Millis) ? (double.NaN, double.NaN, double.NaN) : DateOf((long)days);
        Weekday = double.IsNaN(Millis) ? double.NaN : (((long)days % 7) + 7 + 3) % 7 + 1;
    }

    public double Millis { get; }

    public double MillisOfDay { get; }

    public double Year { get; }

    /// <summary>From 1.</summary>
    public double Month { get; }

    public double Day { get; }

    /// <summary>From 1 for Monday.</summary>
    public double Weekday { get; }

    public double Hour => Math.Floor(MillisOfDay / 3_600_000);

    public double Minute => Math.Floor(MillisOfDay / 60_000) % 60;

    public double Second => Math.Floor(MillisOfDay / 1000) % 60;

    public double Millisecond => MillisOfDay % 1000;

    /// <summary>The moment of a date and time; parts beyond their range carry over, NaN where a part is NaN.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <param name="millis">The time of the day.</param>
    public static double MillisOf(double year, double month, double day, double millis = 0)
    {
        if (!double.IsFinite(year + month + day + millis) || Math.Abs(year) > 1e6 || Math.Abs(month) > 1e8) return double.NaN;
        var months = (Math.Truncate(year) * 12) + Math.Truncate(month) - 1;
        var first = DaysTo((long)Math.Floor(months / 12), (int)(months - (Math.Floor(months / 12) * 12)) + 1);
        return ((first + Math.Truncate(day) - 1) * MillisPerDay) + millis;
    }

    /// <summary>Days from 1970-01-01 to the first of a month. Years are counted from March, so that the leap day comes last.</summary>
    private static long DaysTo(long year, int month)
    {
        if (month <= 2) year--;
        var era = Floor(year, 400);
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    private static (double Year, double Month, double Day) DateOf(long days)
    {
        days += 719_468;
        var era = Floor(days, 146_097);
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1);
    }

    private static long Floor(long value, long by) => (value >= 0 ? value : value - by + 1) / by;
}
