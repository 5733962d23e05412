namespace Baton.Expressions.Jsonata;

/// <summary>Finds what a stretch of the text binds, and whether it makes functions that may keep variables.</summary>
internal static class Bindings
{
    /// <summary>The names that <c>:=</c> binds right here, not in a block, lambda or tuple inside.</summary>
    public static IReadOnlyList<string> In(IEnumerable<Expr> expressions)
    {
        var names = new List<string>();
        foreach (var expression in expressions) Collect(expression, names);
        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    public static bool MakesClosures(Expr expression)
    {
        Recursion.Check();
        return expression is Expr.Lambda or Expr.Transform || Children.Of(expression).Any(MakesClosures);
    }

    /// <summary>Where the steps of a path begin that carry tuples; the number of steps where none does.</summary>
    public static int FirstTupleStep(Expr.Path path)
    {
        var first = path.Steps.FindIndex(step => step.IsTuple);
        return first < 0 ? path.Steps.Count : first;
    }

    /// <summary>The variables that the tuples of a path carry.</summary>
    public static void CollectTupleNames(Expr expression, Action<string> add)
    {
        Recursion.Check();
        if (expression.Focus is not null) add(expression.Focus);
        if (expression.Index is not null) add(expression.Index);
        if (expression.Ancestor is not null) add(expression.Ancestor.Label);
        foreach (var stage in expression.Stages ?? [])
        {
            if (stage.Index is not null) add(stage.Index);
        }
        switch (expression)
        {
            case Expr.Path path:
                foreach (var step in path.Steps) CollectTupleNames(step, add);
                break;
            case Expr.Block { Expressions: [.., var last] }:
                CollectTupleNames(last, add);
                break;
        }
    }

    private static void Collect(Expr expression, List<string> names)
    {
        Recursion.Check();
        switch (expression)
        {
            case Expr.Lambda:
                return;
            case Expr.Block block:
                CollectFromBehind(block, names);
                return;
            case Expr.Path path:
                CollectFromPath(path, names);
                return;
            case Expr.Bind bind:
                names.Add(bind.Target);
                break;
        }
        foreach (var child in Children.Of(expression)) Collect(child, names);
    }

    /// <summary>What stands behind a block (predicates, grouping) is outside of it.</summary>
    private static void CollectFromBehind(Expr.Block block, List<string> names)
    {
        foreach (var child in Children.Of(block).Skip(block.Expressions.Count)) Collect(child, names);
    }

    /// <summary>Steps that carry tuples, and a grouping of tuples, run in frames of their own.</summary>
    private static void CollectFromPath(Expr.Path path, List<string> names)
    {
        var first = FirstTupleStep(path);
        if (first == path.Steps.Count)
        {
            foreach (var child in Children.Of(path)) Collect(child, names);
            return;
        }
        foreach (var step in path.Steps.Take(first)) Collect(step, names);
    }
}
