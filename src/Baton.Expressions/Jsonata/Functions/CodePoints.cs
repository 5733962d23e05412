using System.Buffers;
using System.Text;

namespace Baton.Expressions.Jsonata;

/// <summary>Strings by code points: a pair of surrogates counts as one character, a lone one too.</summary>
internal static class CodePoints
{
    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public static int Count(string text)
    {
        var count = text.Length;
        var at = text.AsSpan().IndexOfAny(Surrogates);
        if (at < 0) return count;
        for (; at < text.Length - 1; at++)
        {
            if (!char.IsSurrogatePair(text[at], text[at + 1])) continue;
            count--;
            at++;
        }
        return count;
    }

    /// <summary>The code points from one place up to another; <paramref name="count"/> is how many there are.</summary>
    public static string Slice(string text, int count, int from, int to)
    {
        if (count == text.Length) return text[from..to];
        var start = Offset(text, 0, from);
        return text[start..Offset(text, start, to - from)];
    }

    /// <summary>The first <paramref name="length"/> code points of a text that is repeated without end.</summary>
    public static string Repeat(string text, int length)
    {
        var count = Count(text);
        if (text.Length == 1) return new string(text[0], length);
        var result = new StringBuilder();
        for (var i = 0; i < length / count; i++) result.Append(text);
        return result.Append(Slice(text, count, 0, length % count)).ToString();
    }

    /// <summary>The offset that lies a number of code points after another one.</summary>
    private static int Offset(string text, int from, int points)
    {
        var at = from;
        for (; points > 0; points--) at += at < text.Length - 1 && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        return at;
    }
}
