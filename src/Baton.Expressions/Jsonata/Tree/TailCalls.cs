namespace Baton.Expressions.Jsonata;

/// <summary>Finds the calls in the last place of a lambda; they are left to the lambda's caller, so that recursion there takes no stack.</summary>
internal static class TailCalls
{
    public static Expr Mark(Expr body) => Mark(body, levels: 0, isBare: true);

    private static Expr Mark(Expr expression, int levels, bool isBare)
    {
        Recursion.Check();
        switch (expression)
        {
            case Expr.Call { IsPartial: false, Predicates: null } call:
                return new Expr.TailCall(call, levels, isBare);
            case Expr.Condition condition:
                var isPlain = isBare && condition.Predicates is null && condition.Group is null;
                condition.Then = Mark(condition.Then, levels + 1, isPlain);
                if (condition.Else is not null) condition.Else = Mark(condition.Else, levels + 1, isPlain);
                return condition;
            case Expr.Block { Expressions: [.., var last] } block:
                block.Expressions[^1] = Mark(last, levels + 1, isBare && block.Predicates is null && block.Group is null);
                return block;
            default:
                return expression;
        }
    }
}
