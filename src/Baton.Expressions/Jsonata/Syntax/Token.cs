using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>One piece of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The operator, the name, the name of the variable without its <c>$</c>, or the string.</param>
/// <param name="Position">Where it starts, from 0; for a regular expression where it was read to.</param>
internal sealed record Token(TokenKind Kind, string Text, int Position)
{
    /// <summary>The number, or the literal value.</summary>
    public JsonData? Data { get; init; }

    public RegexProgram? Regex { get; init; }

    /// <summary>What a message shows of it.</summary>
    public object Shown => Kind switch
    {
        TokenKind.Number or TokenKind.Value => Data!,
        TokenKind.Regex => new ObjectValue(),
        TokenKind.End => "(end)",
        _ => Text,
    };

    public bool Is(string text) => Kind == TokenKind.Operator && Text == text;
}
