namespace Baton.Expressions.Jsonata;

/// <summary>Reads what may stand where an operand is due.</summary>
internal sealed class OperandParser(Parser parser)
{
    /// <summary>operand = name | variable | literal | regex | "-" expression | "*" | "**" | "%" | block | array | object | transform</summary>
    public Syntax Read(Token token) => token.Kind switch
    {
        TokenKind.Name => new Syntax.Name(token.Text, token.Position),
        TokenKind.Variable => new Syntax.Variable(token.Text, token.Position),
        TokenKind.String or TokenKind.Number or TokenKind.Value => new Syntax.Literal(token.Data!, token.Kind, token.Position),
        TokenKind.Regex => new Syntax.RegexLiteral(token.Regex!, token.Position),
        TokenKind.End => new Syntax.End(token.Position),
        _ => Operator(token),
    };

    private Syntax Operator(Token token) => token.Text switch
    {
        "and" or "or" or "in" => new Syntax.Keyword(token.Text, token.Position),
        "-" => new Syntax.Negate(parser.Negated(), token.Position),
        "*" => new Syntax.Wildcard(token.Position),
        "**" => new Syntax.Descendant(token.Position),
        "%" => new Syntax.Parent(token.Position),
        "(" => Block(token.Position),
        "[" => Array(token.Position),
        "{" => new Syntax.Object(Pairs(), token.Position),
        "|" => Transform(token.Position),
        _ => throw new Fault("S0211") { Position = token.Position, Token = token.Text },
    };

    /// <summary>block = "(" [ expression { ";" expression } [ ";" ] ] ")"</summary>
    private Syntax.Block Block(int position)
    {
        var expressions = new List<Syntax>();
        while (!parser.Current.Is(")"))
        {
            expressions.Add(parser.Expression());
            if (!parser.Current.Is(";")) break;
            parser.Expect(";");
        }
        parser.Expect(")", afterOperand: true);
        return new Syntax.Block(expressions, position);
    }

    /// <summary>array = "[" [ item { "," item } ] "]"; item = expression [ ".." expression ]</summary>
    private Syntax.Array Array(int position)
    {
        var items = new List<Syntax>();
        while (!parser.Current.Is("]") || items.Count > 0)
        {
            var item = parser.Expression();
            if (parser.Current.Is(".."))
            {
                var range = parser.Expect("..");
                item = new Syntax.Binary("..", item, parser.Expression(), range.Position);
            }
            items.Add(item);
            if (!parser.Current.Is(",")) break;
            parser.Expect(",");
        }
        parser.Expect("]", afterOperand: true);
        return new Syntax.Array(items, position);
    }

    /// <summary>pairs = [ expression ":" expression { "," expression ":" expression } ] "}"; the opening brace was read.</summary>
    public IReadOnlyList<Syntax.Pair> Pairs()
    {
        var pairs = new List<Syntax.Pair>();
        while (!parser.Current.Is("}") || pairs.Count > 0)
        {
            var key = parser.Expression();
            parser.Expect(":");
            pairs.Add(new Syntax.Pair(key, parser.Expression()));
            if (!parser.Current.Is(",")) break;
            parser.Expect(",");
        }
        parser.Expect("}", afterOperand: true);
        return pairs;
    }

    /// <summary>transform = "|" pattern "|" update [ "," delete ] "|"</summary>
    private Syntax.Transform Transform(int position)
    {
        var pattern = parser.Expression();
        parser.Expect("|");
        var update = parser.Expression();
        Syntax? delete = null;
        if (parser.Current.Is(","))
        {
            parser.Expect(",");
            delete = parser.Expression();
        }
        parser.Expect("|");
        return new Syntax.Transform(pattern, update, delete, position);
    }
}
