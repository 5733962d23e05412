using System.Text;
using Baton.Json;

namespace Baton.Api.Operations;

/// <summary>Describes what is wrong with a JSON text in the words that callers of AWS know.</summary>
internal static class JsonFaults
{
    public static string Describe(string text, JsonFormatException fault)
    {
        var at = IndexOf(text, fault);
        if (at >= text.Length) return "Unexpected end-of-input";
        var c = text[at];
        var expectsName = ExpectsName(text, at);
        if (!expectsName && (char.IsLetter(c) || c is '_' or '$')) return $"Unrecognized token '{Token(text, at)}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        var expected = expectsName ? "was expecting double-quote to start field name" : "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        return $"Unexpected character ('{c}' (code {(int)c})): {expected}";
    }

    private static int IndexOf(string text, JsonFormatException fault)
    {
        var index = 0;
        for (var line = 1; line < fault.Line && index >= 0 && index < text.Length; line++) index = text.IndexOf('\n', index) + 1;

        // The column counts bytes of UTF-8.
        var bytes = fault.Column - 1;
        while (index < text.Length && bytes > 0) bytes -= Encoding.UTF8.GetByteCount(text, index, 1) is var size && size > 0 ? SizeOf(text[index++], size) : 1;

        // A word that is none is reported where it stops being one; it is named whole.
        while (index > 0 && index < text.Length && char.IsLetterOrDigit(text[index]) && char.IsLetterOrDigit(text[index - 1])) index--;
        return index;
    }

    private static int SizeOf(char c, int size) => char.IsSurrogate(c) ? 2 : size;

    private static string Token(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$')) end++;
        return text[at..end];
    }

    /// <summary>Whether the parser was at the name of a property: right after an opening brace, or after a comma inside an object.</summary>
    private static bool ExpectsName(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        return before.Length > 0 && before[^1] == '{';
    }
}
