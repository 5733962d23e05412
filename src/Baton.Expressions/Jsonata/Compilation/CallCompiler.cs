using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Compiles calls and functions.</summary>
internal sealed class CallCompiler(Compiler compiler)
{
    public Node Call(Expr.Call call, Scope scope)
    {
        if (compiler.AllowsEval && call is { Procedure: Expr.Variable { Text: "eval" }, Arguments.Count: 1 or 2 }) return Eval(call, scope);
        return new CallNode(compiler.Compile(call.Procedure, scope), All(call.Arguments, scope), new CallSite(call.Position, NameOf(call.Procedure)))
        {
            WithoutDollar = WithoutDollar(call.Procedure, scope),
        };
    }

    public TailCallNode Tail(Expr.TailCall tail, Scope scope)
    {
        var procedure = tail.Target.Procedure;
        var site = new CallSite(procedure.Position, procedure is Expr.Variable ? NameOf(procedure) : null);
        return new TailCallNode(compiler.Compile(procedure, scope), All(tail.Target.Arguments, scope), site, tail.Levels, tail.IsBare, HopsToLambda(scope));
    }

    public PartialNode Partial(Expr.Call call, Scope scope)
    {
        var arguments = call.Arguments.Select(argument => argument is Expr.Placeholder ? null : compiler.Compile(argument, scope)).ToArray();
        return new PartialNode(compiler.Compile(call.Procedure, scope), arguments, new CallSite(call.Position, NameOf(call.Procedure)))
        {
            WithoutDollar = WithoutDollar(call.Procedure, scope),
        };
    }

    public Node Apply(Expr.Apply apply, Scope scope)
    {
        var left = compiler.Compile(apply.Left, scope);
        // What stands behind a call on the right side is not looked at; so it is in the reference.
        if (apply.Right is Expr.Call { IsPartial: false } call && Call(call, scope) is CallNode made) return new ApplyCallNode(left, made);
        return new ApplyNode(left, compiler.Compile(apply.Right, scope), apply.Position ?? 0);
    }

    public LambdaNode Lambda(Expr.Lambda lambda, Scope scope)
    {
        var inner = new Scope(scope, new Layout(), isRepeated: false) { IsLambda = true };
        var slots = lambda.Parameters.Select(name => inner.Declare(name, isSure: true)).ToArray();
        return new LambdaNode(inner.Layout, slots)
        {
            Signature = lambda.Signature,
            Body = Compiler.Scoped([lambda.Body], inner, body => compiler.Compile(lambda.Body, body)),
            IsCaptured = Bindings.MakesClosures(lambda.Body),
        };
    }

    private static int HopsToLambda(Scope scope)
    {
        var at = scope;
        while (!at.IsLambda) at = at.Parent!;
        return scope.HopsTo(at);
    }

    /// <summary>What messages call the thing that is called.</summary>
    private static object? NameOf(Expr procedure) => procedure switch
    {
        Expr.Path path => NameOf(path.Steps[0]),
        Expr.Name name => name.Text,
        Expr.Variable variable => variable.Text,
        Expr.Literal { Value: JsonString text } => text.Value,
        Expr.Literal literal => literal.Value,
        Expr.Call => "(",
        Expr.Array => "[",
        Expr.Object => "{",
        Expr.Binary binary => binary.Operator,
        _ => null,
    };

    private Node[] All(IReadOnlyList<Expr> arguments, Scope scope) => [.. arguments.Select(argument => compiler.Compile(argument, scope))];

    private Node? WithoutDollar(Expr procedure, Scope scope) => procedure switch
    {
        Expr.Path { Steps: [Expr.Name name, ..] } => compiler.Variable(name.Text, scope),
        Expr.Path { Steps: [Expr.Variable variable, ..] } => compiler.Variable(variable.Text, scope),
        _ => null,
    };

    private EvalNode Eval(Expr.Call call, Scope scope) => new(All(call.Arguments, scope), scope, call.Position ?? 0);
}
