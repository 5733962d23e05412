namespace Baton.Expressions.Jsonata;

/// <summary>
/// Makes a moment of the components that a text had. What is left out at the top is that of now, what is left out at the end
/// is zero, and between the two nothing may be missing.
/// </summary>
internal static class DateTimeParser
{
    private const string DateComponents = "YXMxWwdD";
    private const string TimeComponents = "PHhmsf";

    /// <returns>Milliseconds since 1970; null where the text does not fit the picture.</returns>
    public static double? Parse(Machine machine, string text, DateTimeMatcher matcher)
    {
        if (matcher.Read(machine, text) is not { Count: > 0 } parts) return null;

        var isDayOfYear = !Fits(parts, DateComponents, "YMD") && Fits(parts, DateComponents, "Yd");
        var isWeekOfMonth = Fits(parts, DateComponents, "Xxw");
        var isWeekOfYear = !isWeekOfMonth && Fits(parts, DateComponents, "XW");
        var isHalfDay = !Fits(parts, TimeComponents, "Hmsf") && Fits(parts, TimeComponents, "Phmsf");
        var date = isDayOfYear ? "YD" : isWeekOfMonth ? "XxwF" : isWeekOfYear ? "XWF" : "YMD";
        FillIn(parts, date + (isHalfDay ? "Phmsf" : "Hmsf"), new CivilTime(machine.Context.Now.ToUnixTimeMilliseconds()));
        if (isWeekOfMonth || isWeekOfYear) throw new Fault("D3136"); // dates by weeks are not read

        return Millis(parts, isDayOfYear, isHalfDay);
    }

    /// <summary>Whether components other than the wanted ones are absent and one of these is there; zero counts as absent.</summary>
    private static bool Fits(Dictionary<char, double?> parts, string all, string wanted)
    {
        var isAny = false;
        foreach (var component in all)
        {
            if (!parts.TryGetValue(component, out var value) || value is null or 0 || double.IsNaN(value.Value)) continue;
            if (!wanted.Contains(component, StringComparison.Ordinal)) return false;
            isAny = true;
        }
        return isAny;
    }

    private static void FillIn(Dictionary<char, double?> parts, string components, CivilTime now)
    {
        var isStarted = false;
        var isEnded = false;
        foreach (var component in components)
        {
            if (parts.TryGetValue(component, out var value) && value is not null)
            {
                isStarted = true;
                if (isEnded) throw new Fault("D3136");
            }
            else if (isStarted)
            {
                parts[component] = component is 'M' or 'D' or 'd' ? 1 : 0;
                isEnded = true;
            }
            else
            {
                parts[component] = component == 'P' ? double.NaN : DateTimeComponent.Of(now, component);
            }
        }
    }

    private static double Millis(Dictionary<char, double?> parts, bool isDayOfYear, bool isHalfDay)
    {
        double Part(char component) => parts.GetValueOrDefault(component) ?? double.NaN;

        var year = Part('Y') is >= 0 and <= 99 and var two ? 1900 + two : Part('Y'); // as ECMAScript's Date.UTC has it
        var month = Part('M') > 0 ? Part('M') : 1;
        var day = Part('D');
        if (isDayOfYear)
        {
            var derived = new CivilTime(CivilTime.MillisOf(year, 1, 1) + ((Part('d') - 1) * CivilTime.MillisPerDay));
            (month, day) = (derived.Month, derived.Day);
        }
        var hour = Part('H');
        if (isHalfDay) hour = (Part('h') == 12 ? 0 : Part('h')) + (Part('P') == 1 ? 12 : 0);

        var time = (((((hour * 60) + Part('m')) * 60) + Part('s')) * 1000) + Part('f');
        var millis = CivilTime.MillisOf(year, month, day, time);
        var offset = parts.GetValueOrDefault('Z') is { } z && z != 0 ? z : parts.GetValueOrDefault('z') ?? 0;
        return millis - (offset * 60_000);
    }
}
