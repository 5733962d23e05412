namespace Baton.WebConsole.Query;

internal enum QueryOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Holds the text, whatever the case of its letters.</summary>
    Contains,

    NotContains,
    StartsWith,

    /// <summary>Is one of several.</summary>
    In,
}

internal static class QueryOperators
{
    private static readonly (string Name, QueryOperator Operator)[] All =
    [
        ("=", QueryOperator.Equal), ("!=", QueryOperator.NotEqual), ("<", QueryOperator.Less), ("<=", QueryOperator.LessOrEqual), (">", QueryOperator.Greater), (">=", QueryOperator.GreaterOrEqual),
        ("~", QueryOperator.Contains), ("!~", QueryOperator.NotContains), ("^=", QueryOperator.StartsWith),
    ];

    /// <summary>How they are written, but <c>in</c>, which is a word.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];

    public static QueryOperator Of(string name) => All.First(one => one.Name == name).Operator;

    public static string NameOf(QueryOperator op) => op == QueryOperator.In ? "in" : All.First(one => one.Operator == op).Name;
}
