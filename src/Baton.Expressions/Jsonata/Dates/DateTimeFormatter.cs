using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Shows moments by pictures.</summary>
internal static class DateTimeFormatter
{
    /// <param name="machine">The evaluation that pays for it.</param>
    /// <param name="millis">Milliseconds since 1970.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="timezone">The offset as <c>±hhmm</c>; null for UTC.</param>
    public static string Format(Machine machine, double millis, DateTimePicture picture, string? timezone)
    {
        var offset = timezone is null ? 0 : IntegerText.Parse(timezone);
        var hours = Math.Floor(offset / 100);
        var minutes = offset % 100;
        var time = new CivilTime(millis + (((60 * hours) + minutes) * 60_000));
        var result = new StringBuilder();
        foreach (var part in picture.Parts) result.Append(part.Literal ?? Shown(machine, time, part, hours, minutes));
        return result.ToString();
    }

    private static string Shown(Machine machine, CivilTime time, DateTimePart part, double hours, double minutes)
    {
        switch (part.Component)
        {
            case 'Z' or 'z':
                return Offset(machine, part, hours, minutes);
            case 'P':
                var half = time.Hour >= 12 ? "pm" : "am";
                return part.Names == PictureCase.Upper ? half.ToUpperInvariant() : half;
            case 'C' or 'E':
                return "ISO";
        }
        if (DateTimeComponent.Of(time, part.Component) is not { } value) return "undefined";
        if (part.Names is not null) return Name(part, value);
        if (part is { Component: 'Y', Digits: { } digits }) value %= Math.Pow(10, digits);
        return part.Number!.Format(machine, value);
    }

    private static string Name(DateTimePart part, double value)
    {
        var names = DateTimeNames.Of(part.Component) ?? throw new Fault("D3133") { Value = new JsonString(part.Component.ToString()) };
        if (double.IsNaN(value)) throw JsonataErrors.NoMoment();
        var name = names[(int)value - 1];
        if (part.Names == PictureCase.Upper) name = name.ToUpperInvariant();
        else if (part.Names == PictureCase.Lower) name = name.ToLowerInvariant();
        return name.Length > part.WidthMax ? name[..part.WidthMax.Value] : name;
    }

    private static string Offset(Machine machine, DateTimePart part, double hours, double minutes)
    {
        var offset = (hours * 100) + minutes;
        if (offset == 0 && part.Modifier == 't') return CheckedOffset(part) ? "Z" : "";
        var number = part.Number!;
        string shown;
        if (!number.IsRegular && number.MandatoryDigits is 1 or 2 && number.IsDecimal)
        {
            shown = number.Format(machine, hours);
            if (minutes != 0) shown += $":{IntegerPicture.Parse("00").Format(machine, minutes)}";
        }
        else
        {
            CheckedOffset(part);
            shown = number.Format(machine, offset);
        }
        var sign = offset >= 0 ? "+" : "";
        return part.Component == 'z' ? $"GMT{sign}{shown}" : sign + shown;
    }

    /// <summary>An offset has one to four digits, or groups.</summary>
    private static bool CheckedOffset(DateTimePart part)
    {
        var number = part.Number!;
        if (number.IsRegular || (number.IsDecimal && number.MandatoryDigits is >= 1 and <= 4)) return true;
        throw new Fault("D3134") { Value = Numbers.OfInt(number.MandatoryDigits) };
    }
}
