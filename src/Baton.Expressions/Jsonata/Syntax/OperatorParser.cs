using System.Text;

namespace Baton.Expressions.Jsonata;

/// <summary>Reads what comes after an operator that has an operand on its left.</summary>
internal sealed class OperatorParser(Parser parser)
{
    public Syntax Read(Token token, Syntax left) => token.Text switch
    {
        "(" => CallOrLambda(token, left),
        "[" => FilterOrKeepArray(token, left),
        "{" => new Syntax.Group(left, new OperandParser(parser).Pairs(), token.Position),
        "^" => Sort(token, left),
        ":=" => Bind(token, left),
        "@" or "#" => Tuple(token, left),
        "?" => Condition(token, left),
        _ => new Syntax.Binary(token.Text, left, parser.Expression(Parser.RightPower(token)), token.Position),
    };

    /// <summary>call = operand "(" [ argument { "," argument } ] ")"; argument = "?" | expression</summary>
    private Syntax CallOrLambda(Token token, Syntax left)
    {
        var arguments = new List<Syntax>();
        var isPartial = false;
        while (!parser.Current.Is(")") || arguments.Count > 0)
        {
            if (parser.Current.Is("?"))
            {
                isPartial = true;
                arguments.Add(new Syntax.Placeholder(parser.Expect("?").Position));
            }
            else
            {
                arguments.Add(parser.Expression());
            }
            if (!parser.Current.Is(",")) break;
            parser.Expect(",");
        }
        parser.Expect(")", afterOperand: true);
        return left is Syntax.Name { Text: "function" or "λ" } ? Lambda(token, arguments) : new Syntax.Call(left, arguments, isPartial, token.Position);
    }

    /// <summary>lambda = "function" "(" parameters ")" [ signature ] "{" expression "}"</summary>
    private Syntax.Lambda Lambda(Token token, List<Syntax> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is Syntax.Variable) continue;
            throw new Fault("S0208") { Position = arguments[i].Position, Token = arguments[i].Shown, Value = Numbers.OfInt(i + 1) };
        }
        var signature = parser.Current.Is("<") ? Signature() : null;
        parser.Expect("{");
        var body = parser.Expression();
        parser.Expect("}");
        return new Syntax.Lambda([.. arguments.Cast<Syntax.Variable>().Select(argument => argument.Text)], signature, body, token.Position);
    }

    private Signature Signature()
    {
        var start = parser.Current.Position;
        var text = new StringBuilder("<");
        var depth = 1;
        while (depth > 0 && !parser.Current.Is("{") && parser.Current.Kind != TokenKind.End)
        {
            parser.Take(afterOperand: false);
            if (parser.Current.Is(">")) depth--;
            else if (parser.Current.Is("<")) depth++;
            text.Append(parser.Current.Text);
        }
        parser.Expect(">");
        try
        {
            return SignatureParser.Parse(text.ToString());
        }
        catch (Fault fault)
        {
            fault.Position = start + fault.Position;
            throw;
        }
    }

    /// <summary>filter = operand "[" expression "]" | operand "[" "]"</summary>
    private Syntax FilterOrKeepArray(Token token, Syntax left)
    {
        if (parser.Current.Is("]"))
        {
            var step = left;
            while (step is Syntax.Filter filter) step = filter.Left;
            step.KeepArray = true;
            parser.Expect("]");
            return left;
        }
        var predicate = parser.Expression();
        parser.Expect("]", afterOperand: true);
        return new Syntax.Filter(left, predicate, token.Position);
    }

    /// <summary>sort = operand "^" "(" term { "," term } ")"; term = [ "&lt;" | ">" ] expression</summary>
    private Syntax.Sort Sort(Token token, Syntax left)
    {
        var terms = new List<Syntax.SortTerm>();
        parser.Expect("(");
        while (true)
        {
            var isDescending = parser.Current.Is(">");
            if (isDescending || parser.Current.Is("<")) parser.Take(afterOperand: false);
            terms.Add(new Syntax.SortTerm(parser.Expression(), isDescending));
            if (!parser.Current.Is(",")) break;
            parser.Expect(",");
        }
        parser.Expect(")");
        return new Syntax.Sort(left, terms, token.Position);
    }

    /// <summary>bind = variable ":=" expression; to the right of it another one may stand.</summary>
    private Syntax.Bind Bind(Token token, Syntax left)
    {
        if (left is not Syntax.Variable target) throw new Fault("S0212") { Position = left.Position, Token = left.Shown };
        return new Syntax.Bind(target, parser.Expression(Parser.RightPower(token) - 1), token.Position);
    }

    private Syntax.Tuple Tuple(Token token, Syntax left)
    {
        var target = parser.Expression(Parser.RightPower(token));
        if (target is not Syntax.Variable variable) throw new Fault("S0214") { Position = target.Position, Token = token.Text };
        return new Syntax.Tuple(token.Text, left, variable.Text, token.Position);
    }

    /// <summary>condition = expression "?" expression [ ":" expression ]</summary>
    private Syntax.Condition Condition(Token token, Syntax left)
    {
        var then = parser.Expression();
        Syntax? otherwise = null;
        if (parser.Current.Is(":"))
        {
            parser.Expect(":");
            otherwise = parser.Expression();
        }
        return new Syntax.Condition(left, then, otherwise, token.Position);
    }
}
