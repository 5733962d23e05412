using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Reads whole numbers by a picture.</summary>
/// <param name="picture">The picture.</param>
/// <param name="digits">How many digits there are, inside a moment; null for any number of them.</param>
internal sealed class IntegerMatcher(IntegerPicture picture, int? digits = null)
{
    /// <summary>What such a number looks like, as a regular expression.</summary>
    public string Pattern => picture.Style switch
    {
        IntegerStyle.Letters => picture.Case == PictureCase.Upper ? "[A-Z]+" : "[a-z]+",
        IntegerStyle.Roman => picture.Case == PictureCase.Upper ? "[MDCLXVI]+" : "[mdclxvi]+",
        IntegerStyle.Words => EnglishNumerals.Pattern,
        IntegerStyle.Decimal => $"[0-9]{Occurrences}{(picture.IsOrdinal ? "(?:th|st|nd|rd)" : "")}",
        _ => throw Unknown(),
    };

    private string Occurrences =>
        digits is not > 0 ? "+" : picture.OptionalDigits == 0 ? $"{{{digits}}}" : $"{{{digits - picture.OptionalDigits},{digits}}}";

    /// <returns>The number; NaN where the text is none of that kind.</returns>
    public double Parse(string text) => picture.Style switch
    {
        IntegerStyle.Letters => LetterNumerals.Parse(text, picture.Case == PictureCase.Upper ? 'A' : 'a'),
        IntegerStyle.Roman => RomanNumerals.Parse(picture.Case == PictureCase.Upper ? text : text.ToUpperInvariant()),
        IntegerStyle.Words => EnglishNumerals.Parse(text.ToLowerInvariant()),
        IntegerStyle.Decimal => Decimal(text),
        _ => throw Unknown(),
    };

    private Fault Unknown() => new("D3130") { Value = new JsonString(picture.Text) };

    private double Decimal(string text)
    {
        if (picture.IsOrdinal) text = text[..Math.Max(0, text.Length - 2)];
        if (picture.IsRegular) text = text.Replace(",", "", StringComparison.Ordinal);
        else foreach (var (_, character) in picture.Separators) text = text.Replace(character, "", StringComparison.Ordinal);
        if (picture.Zero != '0') text = string.Concat(text.Select(c => (char)(c - picture.Zero + '0')));
        return IntegerText.Parse(text);
    }
}
