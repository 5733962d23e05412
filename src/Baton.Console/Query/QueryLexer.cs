using System.Globalization;
using System.Text;

namespace Baton.WebConsole.Query;

internal enum QueryTokenKind
{
    /// <summary>A field, a keyword, or a value without quotes.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    String,

    Operator,

    /// <summary>One of <c>( ) [ ] ,</c>.</summary>
    Mark,

    End,
}

/// <param name="Text">As it was written; of a string what it means.</param>
/// <param name="Position">Where it begins, in characters.</param>
/// <param name="Length">How many characters it takes.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text, int Position, int Length)
{
    public int End => Position + Length;

    public bool Is(string mark) => Kind is QueryTokenKind.Mark or QueryTokenKind.Operator && Text == mark;

    public bool IsWord(string keyword) => Kind == QueryTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind switch
    {
        QueryTokenKind.End => "the end",
        QueryTokenKind.String => "a text",
        _ => $"'{Text}'",
    };
}

/// <summary>Cuts a query into words, texts, operators and marks.</summary>
internal static class QueryLexer
{
    private const string Marks = "()[],";
    private const string OperatorCharacters = "=!<>~^";

    /// <exception cref="QueryException">A text does not end, holds an unknown escape, or an operator is none.</exception>
    public static List<QueryToken> Read(string query)
    {
        var tokens = new List<QueryToken>();
        for (var at = 0; at < query.Length;)
        {
            var c = query[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            var token = c switch
            {
                '"' or '\'' => ReadString(query, at),
                _ when Marks.Contains(c, StringComparison.Ordinal) => new QueryToken(QueryTokenKind.Mark, query.Substring(at, 1), at, 1),
                _ when OperatorCharacters.Contains(c, StringComparison.Ordinal) => ReadOperator(query, at),
                _ => ReadWord(query, at),
            };
            tokens.Add(token);
            at = token.End;
        }
        tokens.Add(new QueryToken(QueryTokenKind.End, "", query.Length, 0));
        return tokens;
    }

    private static QueryToken ReadWord(string query, int start)
    {
        var end = start;
        while (end < query.Length && !char.IsWhiteSpace(query[end]) && query[end] is not ('"' or '\'') && !Marks.Contains(query[end], StringComparison.Ordinal)
            && !OperatorCharacters.Contains(query[end], StringComparison.Ordinal)) end++;
        return new QueryToken(QueryTokenKind.Word, query[start..end], start, end - start);
    }

    private static QueryToken ReadOperator(string query, int start)
    {
        var length = start + 1 < query.Length && QueryOperators.Names.Contains(query.Substring(start, 2)) ? 2 : 1;
        var text = query.Substring(start, length);
        return QueryOperators.Names.Contains(text)
            ? new QueryToken(QueryTokenKind.Operator, text, start, length)
            : throw new QueryException($"'{text}' is no operator; expected one of {string.Join(" ", QueryOperators.Names)}.", start, length);
    }

    private static QueryToken ReadString(string query, int start)
    {
        var text = new StringBuilder();
        for (var at = start + 1; at < query.Length; at++)
        {
            if (query[at] == query[start]) return new QueryToken(QueryTokenKind.String, text.ToString(), start, at + 1 - start);
            if (query[at] != '\\')
            {
                text.Append(query[at]);
                continue;
            }
            if (at + 1 == query.Length) break;
            var (meant, length) = Escape(query, at);
            text.Append(meant);
            at += length - 1;
        }
        throw new QueryException("The text does not end: its closing quotation mark is missing.", start, query.Length - start);
    }

    /// <summary>The escapes of JSON, and the single quotation mark.</summary>
    private static (char Meant, int Length) Escape(string query, int at)
    {
        var next = query[at + 1];
        if ("\"'\\/".Contains(next, StringComparison.Ordinal)) return (next, 2);
        if ("bfnrt".IndexOf(next, StringComparison.Ordinal) is >= 0 and var index) return ("\b\f\n\r\t"[index], 2);
        if (next == 'u' && at + 6 <= query.Length && ushort.TryParse(query.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return ((char)code, 6);
        throw new QueryException("The escape is none of \\\" \\' \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX.", at, 2);
    }
}
