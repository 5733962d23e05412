namespace Baton.Expressions.Jsonata;

/// <summary>Reads the text by operator precedence. What each operator builds is in <see cref="OperandParser"/> and <see cref="OperatorParser"/>.</summary>
internal sealed class Parser
{
    private const int PowerOfNegation = 70;

    private readonly Lexer _lexer;
    private readonly OperandParser _operands;
    private readonly OperatorParser _operators;

    private Parser(string text)
    {
        _lexer = new Lexer(text);
        _operands = new OperandParser(this);
        _operators = new OperatorParser(this);
        Current = ReadToken(afterOperand: false);
    }

    /// <summary>The token that is next to be read.</summary>
    public Token Current { get; private set; }

    /// <exception cref="Fault">The text is not an expression.</exception>
    public static Syntax Parse(string text)
    {
        var parser = new Parser(text);
        var expression = parser.Expression();
        if (parser.Current.Kind != TokenKind.End) throw new Fault("S0201") { Position = parser.Current.Position, Token = parser.Current.Shown };
        return expression;
    }

    /// <summary>expression(p) = operand { operator whose left power is above p }</summary>
    public Syntax Expression(int power = 0)
    {
        Recursion.Check();
        var left = _operands.Read(Take(afterOperand: true));
        while (power < LeftPower(Current)) left = _operators.Read(Take(afterOperand: false), left);
        return left;
    }

    public Syntax Negated() => Expression(PowerOfNegation);

    public Token Take(bool afterOperand)
    {
        var token = Current;
        Current = ReadToken(afterOperand);
        return token;
    }

    /// <summary>Takes the operator that must stand here.</summary>
    public Token Expect(string expected, bool afterOperand = false)
    {
        if (Current.Is(expected)) return Take(afterOperand);
        throw new Fault(Current.Kind == TokenKind.End ? "S0203" : "S0202")
        {
            Position = Current.Position,
            Token = Current.Shown,
            Value = new Json.JsonString(expected),
        };
    }

    /// <summary>How strongly an operator binds what stands left of it; 0 for what is no infix operator.</summary>
    private static int LeftPower(Token token) => token.Kind != TokenKind.Operator ? 0 : token.Text switch
    {
        "[" or "(" or "@" or "#" => 80,
        "." => 75,
        "{" => 70,
        "*" or "/" or "%" => 60,
        "+" or "-" or "&" => 50,
        "=" or "!=" or "<" or "<=" or ">" or ">=" or "~>" or "in" or "^" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    };

    /// <summary>The power with which an operator binds what stands right of it.</summary>
    public static int RightPower(Token token) => LeftPower(token);

    private Token ReadToken(bool afterOperand)
    {
        var token = _lexer.Next(afterOperand);
        if (token.Is("!") || token.Is("~")) throw new Fault("S0204") { Position = token.Position, Token = token.Text };
        return token;
    }
}
