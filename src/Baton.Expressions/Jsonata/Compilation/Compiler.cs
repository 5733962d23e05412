namespace Baton.Expressions.Jsonata;

/// <summary>
/// Turns what the text means into parts that evaluate it. Which variable a name means, and where it lies, is settled here.
/// Paths are compiled by <see cref="PathCompiler"/>, calls by <see cref="CallCompiler"/>.
/// </summary>
internal sealed class Compiler
{
    /// <summary>The names from outside; null where the text is compiled while another one runs, whose names are settled.</summary>
    private readonly List<string>? _globals;
    private readonly PathCompiler _paths;
    private readonly CallCompiler _calls;

    private Compiler(bool allowsEval, List<string>? globals)
    {
        AllowsEval = allowsEval;
        _globals = globals;
        _paths = new PathCompiler(this);
        _calls = new CallCompiler(this);
    }

    /// <summary>Whether <c>$eval</c> is known, as in the language itself but not in workflows.</summary>
    public bool AllowsEval { get; }

    public static CompiledExpression Compile(Expr expression, bool allowsEval)
    {
        var globals = new List<string>();
        var compiler = new Compiler(allowsEval, globals);
        var root = new Scope(null, new Layout(), isRepeated: false);
        var body = Compiler.Scoped([expression], root, scope => compiler.Compile(expression, scope));
        return new CompiledExpression(body, root.Layout, globals.Count);
    }

    /// <summary>Compiles a text that sees the variables of a place in another one.</summary>
    public static CompiledExpression CompileInside(Expr expression, Scope outer)
    {
        var compiler = new Compiler(allowsEval: true, globals: null);
        var scope = new Scope(outer, new Layout(), isRepeated: false);
        return new CompiledExpression(Compiler.Scoped([expression], scope, inner => compiler.Compile(expression, inner)), scope.Layout, 0);
    }

    public Node Compile(Expr expression, Scope scope)
    {
        Recursion.Check();
        if (expression is Expr.Path path) return _paths.Compile(path, scope);

        var core = Core(expression, scope);
        if (expression is Expr.TailCall) return core;
        if (expression.Predicates is null && expression.Group is null && !expression.KeepArray) return core;
        var predicates = (expression.Predicates ?? []).Select(predicate => Predicate.Of(Compile(predicate, Repeated(scope)))).ToArray();
        var group = expression.Group is null ? null : Pairs(expression.Group, Repeated(scope));
        return new DecoratedNode(core, predicates, group, expression.KeepArray);
    }

    /// <summary>Compiles something with the names that it binds itself, in the frame around it.</summary>
    public static Node Scoped(IReadOnlyList<Expr> expressions, Scope scope, Func<Scope, Node> compile)
    {
        var names = Bindings.In(expressions).Where(name => !IsSure(scope, name)).ToArray();
        if (names.Length == 0) return compile(scope);
        var slots = names.Select(name => scope.Declare(name, isSure: false)).ToArray();
        return new ScopeNode(compile(scope), slots);
    }

    /// <summary>The same stretch as <paramref name="scope"/>, where it may run several times.</summary>
    public static Scope Repeated(Scope scope) => scope.IsRepeated ? scope : new Scope(scope, scope.Layout, isRepeated: true);

    public GroupBy Pairs(Expr.Grouping grouping, Scope scope) =>
        new([.. grouping.Pairs.Select(pair => (Compile(pair.Key, scope), Compile(pair.Value, scope)))], grouping.Position);

    /// <summary>A variable: the innermost binding of its name, and as long as that is not bound, the next one out.</summary>
    public Node Variable(string name, Scope scope)
    {
        var found = new List<(int Hops, int Slot)>();
        for (var at = scope; at is not null; at = at.Parent)
        {
            if (!at.TryFind(name, out var slot, out var isSure)) continue;
            found.Add((scope.HopsTo(at), slot));
            if (isSure) return Chain(found, null);
        }
        return Chain(found, Global(name));
    }

    private static Node Chain(List<(int Hops, int Slot)> found, Node? last)
    {
        for (var i = found.Count - 1; i >= 0; i--) last = new LocalNode(found[i].Hops, found[i].Slot, last);
        return last!;
    }

    private static bool IsSure(Scope scope, string name) => scope.TryFind(name, out _, out var isSure) && isSure;

    private GlobalNode Global(string name)
    {
        if (_globals is null) return new GlobalNode(GlobalNode.NotKept, name);
        var number = _globals.IndexOf(name);
        if (number < 0)
        {
            number = _globals.Count;
            _globals.Add(name);
        }
        return new GlobalNode(number, name);
    }

    private Node Core(Expr expression, Scope scope) => expression switch
    {
        Expr.Name name => new NameNode(name.Text),
        Expr.Literal literal => new LiteralNode(literal.Value),
        Expr.Variable { Text: "" } => new ContextNode(),
        Expr.Variable { Text: "$" } => new RootNode(),
        Expr.Variable variable => Variable(variable.Text, scope),
        Expr.Parent parent => Variable(parent.Slot.Label, scope),
        Expr.RegexLiteral regex => new RegexNode(regex.Program, regex.Position ?? 0),
        Expr.Wildcard => new WildcardNode(),
        Expr.Descendant => new DescendantNode(),
        Expr.Binary binary => Binary(binary, scope),
        Expr.Negate negate => new NegateNode(Compile(negate.Operand, scope), negate.Position ?? 0),
        Expr.Array array => new ArrayNode([.. array.Items.Select(item => (Compile(item, scope), item is Expr.Array))], array.IsConstructedArray),
        Expr.Object @object => new ObjectNode(Pairs(@object.Pairs, scope)),
        Expr.Condition { Else: null } condition => new ConditionNode(Compile(condition.Test, scope), Compile(condition.Then, scope), null),
        Expr.Condition condition => new ConditionNode(Compile(condition.Test, scope), Compile(condition.Then, scope), Compile(condition.Else, scope)),
        Expr.Block block => Block(block, scope),
        Expr.Bind bind => Bind(bind, scope),
        Expr.Call call => call.IsPartial ? _calls.Partial(call, scope) : _calls.Call(call, scope),
        Expr.TailCall tail => _calls.Tail(tail, scope),
        Expr.Lambda lambda => _calls.Lambda(lambda, scope),
        Expr.Apply apply => _calls.Apply(apply, scope),
        Expr.Transform transform => Transform(transform, scope),
        Expr.Placeholder placeholder => throw new Fault("S0211") { Position = placeholder.Position, Token = "?" },
        _ => throw new Fault("S0206") { Position = expression.Position, Token = expression.TypeName },
    };

    private Node Binary(Expr.Binary binary, Scope scope)
    {
        if (binary.Operator == "&") return Concat(binary, scope);
        var left = Compile(binary.Left, scope);
        var right = Compile(binary.Right, scope);
        var position = binary.Position ?? 0;
        return binary.Operator switch
        {
            "and" or "or" => new LogicNode(binary.Operator, left, right, position),
            "=" or "!=" => new EqualityNode(binary.Operator, left, right, position),
            "<" or "<=" or ">" or ">=" => new ComparisonNode(binary.Operator, left, right, position),
            "in" => new InNode(binary.Operator, left, right, position),
            ".." => new RangeNode(binary.Operator, left, right, position),
            _ => new ArithmeticNode(binary.Operator, left, right, position),
        };
    }

    private ConcatNode Concat(Expr.Binary binary, Scope scope)
    {
        var operands = new List<Node>();
        var positions = new List<int>();
        Expr at = binary;
        while (at is Expr.Binary { Operator: "&", Predicates: null, Group: null, KeepArray: false } row)
        {
            operands.Add(Compile(row.Right, scope));
            positions.Add(row.Position ?? 0);
            at = row.Left;
        }
        if (operands.Count == 0) // the outermost one is decorated: that is for the caller
        {
            operands.Add(Compile(binary.Right, scope));
            positions.Add(binary.Position ?? 0);
            at = binary.Left;
        }
        operands.Add(Compile(at, scope));
        operands.Reverse();
        positions.Reverse();
        return new ConcatNode([.. operands], [.. positions]);
    }

    private BlockNode Block(Expr.Block block, Scope scope)
    {
        var names = Bindings.In(block.Expressions);
        if (names.Count == 0) return new BlockNode([.. block.Expressions.Select(part => Compile(part, scope))], [], null);

        // Functions made in a block that runs several times must find the variables of the run they were made in.
        var isOwn = scope.IsRepeated && block.Expressions.Any(Bindings.MakesClosures);
        var inner = new Scope(scope, isOwn ? new Layout() : scope.Layout, isRepeated: !isOwn && scope.IsRepeated);
        var slots = names.Select(name => inner.Declare(name, isSure: false)).ToArray();
        var parts = block.Expressions.Select(part => Compile(part, inner)).ToArray();
        return new BlockNode(parts, slots, isOwn ? inner.Layout : null);
    }

    private BindNode Bind(Expr.Bind bind, Scope scope)
    {
        var value = Compile(bind.Value, scope);
        for (var at = scope; at is not null; at = at.Parent)
        {
            if (at.TryFind(bind.Target, out var slot, out _)) return new BindNode(scope.HopsTo(at), slot, value);
        }
        throw new InvalidOperationException($"The scope of '${bind.Target}' was not opened.");
    }

    private TransformNode Transform(Expr.Transform transform, Scope scope)
    {
        var inner = Repeated(scope);
        var delete = transform.Delete is null ? null : Compile(transform.Delete, inner);
        return new TransformNode(Variable("clone", scope), Compile(transform.Pattern, inner), Compile(transform.Update, inner), delete)
        {
            Position = transform.Position ?? 0,
            UpdatePosition = transform.Update.Position,
            DeletePosition = transform.Delete?.Position,
        };
    }
}
