using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Turns the text as written into what it means. Paths, predicates and the like are in <see cref="PathBuilder"/>.</summary>
internal sealed class TreeBuilder
{
    private readonly PathBuilder _paths;
    private int _parents;

    private TreeBuilder() => _paths = new PathBuilder(this);

    /// <exception cref="Fault">The text has no meaning.</exception>
    public static Expr Build(Syntax syntax)
    {
        var tree = new TreeBuilder().Make(syntax);
        if (tree is Expr.Parent || tree.SeekingParent is not null) throw new Fault("S0217") { Token = tree.TypeName, Position = tree.Position };
        return tree;
    }

    public Expr Make(Syntax syntax)
    {
        Recursion.Check();
        var made = syntax switch
        {
            Syntax.Name name => MakeName(name.Text, name.Position, name.KeepArray),
            Syntax.Keyword keyword => MakeName(keyword.Text, keyword.Position, keyword.KeepArray),
            Syntax.Variable variable => new Expr.Variable(variable.Text, variable.Position),
            Syntax.Literal literal => new Expr.Literal(literal.Value, TypeOf(literal.Kind), literal.Position),
            Syntax.RegexLiteral regex => new Expr.RegexLiteral(regex.Program, regex.Position),
            Syntax.Wildcard wildcard => new Expr.Wildcard(wildcard.Position),
            Syntax.Descendant descendant => new Expr.Descendant(descendant.Position),
            Syntax.Parent => new Expr.Parent(new ParentSlot($"!{_parents++}")),
            Syntax.Placeholder placeholder => new Expr.Placeholder(placeholder.Position),
            Syntax.Binary { Operator: "." } dot => _paths.MakePath(dot),
            Syntax.Binary { Operator: "~>" } chain => MakeApply(chain),
            Syntax.Binary binary => MakeBinary(binary),
            Syntax.Filter filter => _paths.MakeFilter(filter),
            Syntax.Group group => _paths.MakeGroup(group),
            Syntax.Sort sort => _paths.MakeSort(sort),
            Syntax.Tuple tuple => _paths.MakeTuple(tuple),
            Syntax.Bind bind => MakeBind(bind),
            Syntax.Negate negate => MakeNegate(negate),
            Syntax.Array array => MakeArray(array),
            Syntax.Object @object => MakeObject(@object),
            Syntax.Call call => MakeCall(call),
            Syntax.Lambda lambda => new Expr.Lambda(lambda.Parameters, lambda.Signature, TailCalls.Mark(Make(lambda.Body)), lambda.Position),
            Syntax.Condition condition => MakeCondition(condition),
            Syntax.Transform transform => MakeTransform(transform),
            Syntax.Block block => MakeBlock(block),
            Syntax.End end => throw new Fault("S0207") { Position = end.Position, Token = end.Shown },
            _ => throw new Fault("S0206") { Position = syntax.Position, Token = syntax.Shown },
        };
        if (syntax.KeepArray) made.KeepArray = true;
        return made;
    }

    public Expr.Grouping MakePairs(IReadOnlyList<Syntax.Pair> pairs, int position) =>
        new([.. pairs.Select(pair => (Make(pair.Key), Make(pair.Value)))], position);

    private static string TypeOf(TokenKind kind) => kind switch
    {
        TokenKind.String => "string",
        TokenKind.Number => "number",
        _ => "value",
    };

    private static Expr.Path MakeName(string text, int position, bool keepArray)
    {
        var name = new Expr.Name(text, position) { KeepArray = keepArray };
        return new Expr.Path(name) { KeepSingletonArray = keepArray };
    }

    private Expr.Binary MakeBinary(Syntax.Binary binary)
    {
        var made = new Expr.Binary(binary.Operator, Make(binary.Left), Make(binary.Right), binary.Position);
        Ancestry.Pass(made.Left, made);
        Ancestry.Pass(made.Right, made);
        return made;
    }

    private Expr.Apply MakeApply(Syntax.Binary chain)
    {
        var made = new Expr.Apply(Make(chain.Left), Make(chain.Right), chain.Position);
        made.KeepArray = made.Left.KeepArray || made.Right.KeepArray;
        return made;
    }

    private Expr.Bind MakeBind(Syntax.Bind bind)
    {
        var made = new Expr.Bind(bind.Target.Text, Make(bind.Value), bind.Position);
        Ancestry.Pass(made.Value, made);
        return made;
    }

    private Expr MakeNegate(Syntax.Negate negate)
    {
        var operand = Make(negate.Operand);
        if (operand is Expr.Literal { TypeName: "number", Value: JsonNumber number } literal)
        {
            return new Expr.Literal((JsonNumber)Numbers.Of(-number.Value), "number", literal.Position ?? 0)
            {
                KeepArray = literal.KeepArray,
                Predicates = literal.Predicates,
                Group = literal.Group,
            };
        }
        var made = new Expr.Negate(operand, negate.Position);
        Ancestry.Pass(operand, made);
        return made;
    }

    private Expr.Array MakeArray(Syntax.Array array)
    {
        var made = new Expr.Array([.. array.Items.Select(Make)], array.Position);
        foreach (var item in made.Items) Ancestry.Pass(item, made);
        return made;
    }

    private Expr.Object MakeObject(Syntax.Object @object)
    {
        var made = new Expr.Object(MakePairs(@object.Pairs, @object.Position), @object.Position);
        foreach (var (key, value) in made.Pairs.Pairs)
        {
            Ancestry.Pass(key, made);
            Ancestry.Pass(value, made);
        }
        return made;
    }

    private Expr.Call MakeCall(Syntax.Call call)
    {
        var arguments = call.Arguments.Select(Make).ToArray();
        var made = new Expr.Call(Make(call.Procedure), arguments, call.IsPartial, call.Position);
        foreach (var argument in arguments) Ancestry.Pass(argument, made);
        return made;
    }

    private Expr.Condition MakeCondition(Syntax.Condition condition)
    {
        var made = new Expr.Condition(Make(condition.Test), Make(condition.Then), condition.Else is null ? null : Make(condition.Else), condition.Position);
        Ancestry.Pass(made.Test, made);
        Ancestry.Pass(made.Then, made);
        if (made.Else is not null) Ancestry.Pass(made.Else, made);
        return made;
    }

    private Expr.Transform MakeTransform(Syntax.Transform transform) =>
        new(Make(transform.Pattern), Make(transform.Update), transform.Delete is null ? null : Make(transform.Delete), transform.Position);

    private Expr.Block MakeBlock(Syntax.Block block)
    {
        var made = new Expr.Block([.. block.Expressions.Select(Make)], block.Position);
        foreach (var part in made.Expressions)
        {
            Ancestry.Pass(part, made);
            if (part.IsConstructedArray || part is Expr.Path { Steps: [{ IsConstructedArray: true }, ..] }) made.IsConstructedArray = true;
        }
        return made;
    }
}
