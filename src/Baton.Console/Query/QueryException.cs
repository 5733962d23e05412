namespace Baton.WebConsole.Query;

/// <summary>A query that cannot be read.</summary>
/// <param name="message">What is wrong, and what was expected.</param>
/// <param name="position">Where, in characters from the beginning.</param>
/// <param name="length">How many characters are meant; 0 where something is missing.</param>
public sealed class QueryException(string message, int position, int length) : Exception(message)
{
    public int Position { get; } = position;

    public int Length { get; } = length;

    /// <summary>What can stand there, where the query ends too early; null for anything else.</summary>
    internal QueryExpectation? Expected { get; init; }
}

/// <summary>What can stand at a place of a query.</summary>
internal enum QueryPart
{
    /// <summary>A field, <c>not</c>, a text or <c>(</c>.</summary>
    Condition,

    Operator,

    Value,

    /// <summary><c>and</c>, <c>or</c> or the end.</summary>
    Connective,
}

/// <param name="Part">What can stand there.</param>
/// <param name="Field">The field whose operator or value it is; null elsewhere.</param>
/// <param name="Path">The path into its document, where its value is expected; null elsewhere.</param>
internal sealed record QueryExpectation(QueryPart Part, QueryField? Field = null, IReadOnlyList<QueryStep>? Path = null);
