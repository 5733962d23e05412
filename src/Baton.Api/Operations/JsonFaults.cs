using System.Text;
using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>Describes what is wrong with a JSON text in the words that callers of AWS know.</summary>
internal static class JsonFaults
{
    private const string Values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    private enum Place
    {
        Value,
        Name,
        Colon,
        Comma,
    }

    public static string Describe(string text, JsonFormatException fault)
    {
        var at = StartOfWord(text, IndexOf(text, fault));
        if (at >= text.Length) return "Unexpected end-of-input";
        var (place, container) = PlaceAt(text.AsSpan(0, at));
        var c = text[at];
        if (place == Place.Value && (char.IsLetter(c) || c is '_' or '$')) return $"Unrecognized token '{Word(text, at)}': was expecting {Values}";
        var expected = place switch
        {
            Place.Name => "was expecting double-quote to start field name",
            Place.Colon => "was expecting a colon to separate field name and value",
            Place.Comma when container == '{' => "was expecting comma to separate Object entries",
            Place.Comma when container == '[' => "was expecting comma to separate Array entries",
            _ => $"expected a valid value {Values}",
        };
        return $"Unexpected character ('{c}' (code {(int)c})): {expected}";
    }

    /// <summary>The place of a fault, whose column counts bytes of UTF-8.</summary>
    private static int IndexOf(string text, JsonFormatException fault)
    {
        var index = 0;
        for (var line = 1L; line < fault.Line; line++) index = text.IndexOf('\n', index) + 1;
        for (var bytes = fault.Column - 1; index < text.Length && bytes > 0;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            bytes -= rune.Utf8SequenceLength;
            index += length;
        }
        return index;
    }

    /// <summary>A word that is none is reported where it stops being one; it is named whole.</summary>
    private static int StartOfWord(string text, int at)
    {
        if (at < text.Length && !char.IsLetterOrDigit(text[at])) return at;
        var start = at;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1])) start--;
        return start < at && char.IsLetter(text[start]) ? start : at;
    }

    private static string Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$')) end++;
        return text[at..end];
    }

    /// <summary>What has to come after a text that is right so far, and inside what.</summary>
    private static (Place Place, char Container) PlaceAt(ReadOnlySpan<char> before)
    {
        var open = new Stack<char>();
        var place = Place.Value;
        for (var i = 0; i < before.Length; i++)
        {
            switch (before[i])
            {
                case ' ' or '\t' or '\r' or '\n': break;
                case '{': open.Push('{'); place = Place.Name; break;
                case '[': open.Push('['); place = Place.Value; break;
                case '}' or ']': open.TryPop(out _); place = Place.Comma; break;
                case ':': place = Place.Value; break;
                case ',': place = open.TryPeek(out var inside) && inside == '{' ? Place.Name : Place.Value; break;
                case '"':
                    for (i++; i < before.Length && before[i] != '"'; i++)
                    {
                        if (before[i] == '\\') i++;
                    }
                    place = place == Place.Name ? Place.Colon : Place.Comma;
                    break;
                default:
                    while (i + 1 < before.Length && !" \t\r\n{}[]:,\"".Contains(before[i + 1], StringComparison.Ordinal)) i++;
                    place = Place.Comma;
                    break;
            }
        }
        return (place, open.TryPeek(out var container) ? container : ' ');
    }
}
