namespace Baton.Expressions.Jsonata;

/// <summary>One part of a picture: literal text, or a marker that stands for a component.</summary>
internal sealed class DateTimePart
{
    private const string NumericComponents = "YMDdFWwXxHhmsf";

    private DateTimePart()
    {
    }

    /// <summary>The text; null for a marker.</summary>
    public string? Literal { get; private init; }

    /// <summary>The letter of the component.</summary>
    public char Component { get; private init; }

    public char? Modifier { get; private init; }

    /// <summary>In which case a name is shown; null where a number is.</summary>
    public PictureCase? Names { get; private init; }

    public int? WidthMax { get; private init; }

    /// <summary>How a number is shown; null where none is.</summary>
    public IntegerPicture? Number { get; private init; }

    /// <summary>How many digits of a year, month or day are shown; null for all of them.</summary>
    public int? Digits { get; private init; }

    public static DateTimePart OfLiteral(string text) => new() { Literal = text };

    public static DateTimePart OfMarker(char component, string presentation, char? modifier, int? least, int? most)
    {
        PictureCase? names = presentation switch
        {
            ['n', ..] => PictureCase.Lower,
            ['N', 'n', ..] => PictureCase.Title,
            ['N', ..] => PictureCase.Upper,
            _ => null,
        };
        IntegerPicture? number = null;
        int? digits = null;
        if (names is null && NumericComponents.Contains(component, StringComparison.Ordinal))
        {
            number = IntegerPicture.Parse(modifier is null ? presentation : $"{presentation};{modifier}");
            if (least > number.MandatoryDigits) number = number with { MandatoryDigits = least.Value };
            if (component is 'Y' or 'M' or 'D')
            {
                digits = most ?? (number.MandatoryDigits + number.OptionalDigits >= 2 ? number.MandatoryDigits + number.OptionalDigits : null);
                if (most is not null) number = number with { MandatoryDigits = most.Value };
            }
        }
        if (component is 'Z' or 'z') number = IntegerPicture.Parse(presentation);
        return new DateTimePart { Component = component, Modifier = modifier, Names = names, WidthMax = most, Number = number, Digits = digits };
    }
}
