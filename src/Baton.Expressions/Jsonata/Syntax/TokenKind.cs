namespace Baton.Expressions.Jsonata;

internal enum TokenKind
{
    End,
    Operator,
    Name,
    Variable,
    String,
    Number,

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Value,
    Regex,
}
