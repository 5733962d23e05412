namespace Baton.Expressions.Jsonata;

/// <summary>The components of a moment by the letters that pictures have for them.</summary>
internal static class DateTimeComponent
{
    /// <summary>The value of a numeric component; null for a letter that stands for none.</summary>
    public static double? Of(CivilTime time, char component) => component switch
    {
        'Y' => time.Year,
        'M' => time.Month,
        'D' => time.Day,
        'd' => DayOfYear(time),
        'F' => time.Weekday,
        'W' => Week(time, new Period(time.Year, 1, 12), 52),
        'w' => Week(time, new Period(time.Year, time.Month, 1), 4),
        'X' => WeekYear(time),
        'x' => WeekMonth(time),
        'H' => time.Hour,
        'h' => time.Hour % 12 == 0 ? 12 : time.Hour % 12,
        'm' => time.Minute,
        's' => time.Second,
        'f' => time.Millisecond,
        _ => null,
    };

    private static double Midnight(CivilTime time) => CivilTime.MillisOf(time.Year, time.Month, time.Day);

    private static double DayOfYear(CivilTime time) => ((Midnight(time) - CivilTime.MillisOf(time.Year, 1, 1)) / CivilTime.MillisPerDay) + 1;

    /// <summary>The week in a year or month. Weeks start on Monday; the first is the one with the first Thursday.</summary>
    private static double Week(CivilTime time, Period period, double usualLast)
    {
        var today = Midnight(time);
        var week = WeeksFrom(period.FirstWeek, today);
        if (week > usualLast && today >= period.Next.FirstWeek) week = 1;
        else if (week < 1) week = WeeksFrom(period.Previous.FirstWeek, today);
        return Math.Floor(week);
    }

    private static double WeeksFrom(double start, double day) => ((day - start) / (CivilTime.MillisPerDay * 7)) + 1;

    private static double WeekYear(CivilTime time)
    {
        var year = new Period(time.Year, 1, 12);
        if (time.Millis < year.FirstWeek) return time.Year - 1;
        return time.Millis >= year.Next.FirstWeek ? time.Year + 1 : time.Year;
    }

    private static double WeekMonth(CivilTime time)
    {
        var month = new Period(time.Year, time.Month, 1);
        if (time.Millis < month.FirstWeek) return month.Previous.Month;
        return time.Millis >= month.Next.FirstWeek ? month.Next.Month : time.Month;
    }

    /// <summary>A year or a month, by its first month and its length in months.</summary>
    private readonly record struct Period(double Year, double Month, int Months)
    {
        public Period Next => Months == 12 ? this with { Year = Year + 1 } : Month == 12 ? this with { Year = Year + 1, Month = 1 } : this with { Month = Month + 1 };

        public Period Previous => Months == 12 ? this with { Year = Year - 1 } : Month == 1 ? this with { Year = Year - 1, Month = 12 } : this with { Month = Month - 1 };

        public double FirstWeek
        {
            get
            {
                var first = CivilTime.MillisOf(Year, Month, 1);
                var weekday = new CivilTime(first).Weekday;
                return first + (weekday > 4 ? 8 - weekday : 1 - weekday) * CivilTime.MillisPerDay;
            }
        }
    }
}
