namespace Baton.Expressions.Jsonata;

/// <summary>
/// A failure on its way out of an expression. Those it passes add what they know (place, token); the outermost makes an
/// <see cref="ExpressionException"/> of it.
/// </summary>
internal sealed class Fault(string code) : Exception
{
    public string Code { get; } = code;

    public int? Position { get; set; }

    /// <summary>The piece of text to blame: a string, or another literal value as the text has it.</summary>
    public object? Token { get; set; }

    public object? Value { get; set; }

    public object? SecondValue { get; init; }

    /// <summary>Which argument is to blame, from 1.</summary>
    public int? Index { get; init; }

    /// <summary>A message that takes the place of the published one.</summary>
    public string? Text { get; init; }

    /// <summary>Raised in the place of a tail call: the function that is left by it has no say in the position.</summary>
    public bool LeftCaller { get; set; }

    public override string Message => Text ?? FaultMessages.Of(this);

    public ExpressionException ToException() => new(Code, Message, Position) { Token = TokenText };

    private string? TokenText => Token switch
    {
        null => null,
        string text => text,
        _ => Stringifier.Plain(Token),
    };
}
