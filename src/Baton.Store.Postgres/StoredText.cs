using System.Text;

namespace Baton.Store.Postgres;

/// <summary>
/// How texts are kept. PostgreSQL's texts hold every character but U+0000, so that one is written as U+0001 U+0001, and U+0001 as U+0001 U+0002: texts
/// without either, which is nearly all of them, are as they were, and the order of the code points stays.
/// </summary>
internal static class StoredText
{
    private const string Escape = "\u0001";

    /// <remarks>Half a surrogate pair is no character: like every UTF-8 encoder, this puts U+FFFD in its place.</remarks>
    public static string Encode(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.AsSpan().ContainsAnyInRange('\0', '\u0001')
            ? text.Replace(Escape, Escape + "\u0002", StringComparison.Ordinal).Replace("\0", Escape + Escape, StringComparison.Ordinal)
            : text;
    }

    public static string Decode(string stored)
    {
        if (!stored.Contains(Escape, StringComparison.Ordinal)) return stored;
        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            text.Append(stored[i] == Escape[0] ? (char)(stored[++i] - 1) : stored[i]);
        }
        return text.ToString();
    }
}
