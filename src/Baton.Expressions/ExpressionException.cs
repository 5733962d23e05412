namespace Baton.Expressions;

/// <summary>An expression cannot be parsed or evaluated.</summary>
/// <param name="code">What failed, as a stable code (a JSONata code like <c>T2001</c>, or one of <see cref="ExpressionErrors"/>).</param>
/// <param name="message">What failed, as a sentence.</param>
/// <param name="position">Where in the expression's text, from 0; null where no place is to blame.</param>
public sealed class ExpressionException(string code, string message, int? position = null) : Exception(message)
{
    public string Code { get; } = code;

    public int? Position { get; } = position;

    /// <summary>The piece of text that is to blame, for JSONata errors that name one.</summary>
    public string? Token { get; init; }

    /// <summary>Where in a template the expression stands, as a path like <c>error/0</c>; empty for the template itself.</summary>
    public string Field { get; init; } = "";
}
