namespace Baton.Load.Http;

/// <summary>Takes texts out of answers without reading them as JSON.</summary>
internal static class Member
{
    /// <summary>The text of a string member of an answer, as it is written there: with its escapes.</summary>
    /// <param name="answer">An object whose earlier members do not contain <paramref name="opening"/>.</param>
    /// <param name="opening">The name up to the quote before the text, like <c>"taskToken":"</c>.</param>
    /// <returns>The text; empty where there is none.</returns>
    public static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> answer, ReadOnlySpan<byte> opening)
    {
        var bytes = answer.Span;
        var at = bytes.IndexOf(opening);
        if (at < 0) return default;
        var begin = at + opening.Length;
        var end = begin;
        while (bytes[end] != (byte)'"') end += bytes[end] == (byte)'\\' ? 2 : 1;
        return answer[begin..end];
    }
}
