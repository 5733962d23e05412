namespace Baton.Expressions.Jsonata;

/// <summary>The parts of an expression, for those who look for something in all of it.</summary>
internal static class Children
{
    public static IEnumerable<Expr> Of(Expr expression) => Within(expression).Concat(Behind(expression));

    /// <summary>What hangs on it: predicates and grouping.</summary>
    public static IEnumerable<Expr> Behind(Expr expression)
    {
        foreach (var predicate in expression.Predicates ?? []) yield return predicate;
        foreach (var stage in expression.Stages ?? [])
        {
            if (stage.Predicate is not null) yield return stage.Predicate;
        }
        foreach (var (key, value) in expression.Group?.Pairs ?? [])
        {
            yield return key;
            yield return value;
        }
    }

    /// <summary>What it is made of.</summary>
    public static IEnumerable<Expr> Within(Expr expression) => expression switch
    {
        Expr.Path path => path.Steps,
        Expr.Binary binary => [binary.Left, binary.Right],
        Expr.Negate negate => [negate.Operand],
        Expr.Array array => array.Items,
        Expr.Object @object => @object.Pairs.Pairs.SelectMany(pair => new[] { pair.Key, pair.Value }),
        Expr.Call call => call.Arguments.Prepend(call.Procedure),
        Expr.TailCall tail => [tail.Target],
        Expr.Lambda lambda => [lambda.Body],
        Expr.Condition { Else: null } condition => [condition.Test, condition.Then],
        Expr.Condition condition => [condition.Test, condition.Then, condition.Else],
        Expr.Block block => block.Expressions,
        Expr.Bind bind => [bind.Value],
        Expr.Apply apply => [apply.Left, apply.Right],
        Expr.Sort sort => sort.Terms.Select(term => term.Value),
        Expr.Transform { Delete: null } transform => [transform.Pattern, transform.Update],
        Expr.Transform transform => [transform.Pattern, transform.Update, transform.Delete],
        _ => [],
    };
}
