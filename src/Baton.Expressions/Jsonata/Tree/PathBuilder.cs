using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Puts paths together: steps, and what hangs on a step.</summary>
internal sealed class PathBuilder(TreeBuilder tree)
{
    public Expr.Path MakePath(Syntax.Binary dot)
    {
        var left = tree.Make(dot.Left);
        var path = left as Expr.Path ?? new Expr.Path(left);
        if (left is Expr.Parent parent) path.SeekingParent = [parent.Slot];

        var right = tree.Make(dot.Right);
        if (right is Expr.Path rest)
        {
            path.Steps.AddRange(rest.Steps);
        }
        else
        {
            PredicatesToStages(right);
            path.Steps.Add(right);
        }

        for (var i = 0; i < path.Steps.Count; i++) path.Steps[i] = AsStep(path.Steps[i]);
        if (path.Steps.Exists(step => step.KeepArray)) path.KeepSingletonArray = true;
        if (path.Steps[0] is Expr.Array first) first.IsConstructedArray = true;
        if (path.Steps[^1] is Expr.Array last) last.IsConstructedArray = true;
        Ancestry.Resolve(path);
        return path;
    }

    public Expr MakeFilter(Syntax.Filter filter)
    {
        var made = tree.Make(filter.Left);
        var step = (made as Expr.Path)?.Steps[^1] ?? made;
        if (step.Group is not null) throw new Fault("S0209") { Position = filter.Position };

        var predicate = tree.Make(filter.Predicate);
        if (predicate.SeekingParent is { } seeking)
        {
            foreach (var slot in seeking)
            {
                if (slot.Level == 1) Ancestry.Seek(step, slot);
                else slot.Level--;
            }
            Ancestry.Pass(predicate, step);
        }
        if (made is Expr.Path) (step.Stages ??= []).Add(new Expr.Stage(predicate, null));
        else (step.Predicates ??= []).Add(predicate);
        return made;
    }

    public Expr MakeGroup(Syntax.Group group)
    {
        var made = tree.Make(group.Left);
        if (made.Group is not null) throw new Fault("S0210") { Position = group.Position };
        made.Group = tree.MakePairs(group.Pairs, group.Position);
        return made;
    }

    public Expr.Path MakeSort(Syntax.Sort sort)
    {
        var left = tree.Make(sort.Left);
        var path = left as Expr.Path ?? new Expr.Path(left);
        var step = new Expr.Sort([.. sort.Terms.Select(term => (tree.Make(term.Value), term.IsDescending))], sort.Position);
        foreach (var (value, _) in step.Terms) Ancestry.Pass(value, step);
        path.Steps.Add(step);
        Ancestry.Resolve(path);
        return path;
    }

    public Expr MakeTuple(Syntax.Tuple tuple) => tuple.Operator == "@" ? MakeFocus(tuple) : MakeIndex(tuple);

    private static void PredicatesToStages(Expr step)
    {
        if (step.Predicates is null) return;
        step.Stages = [.. step.Predicates.Select(predicate => new Expr.Stage(predicate, null))];
        step.Predicates = null;
    }

    /// <summary>A string among the steps is a name; numbers and the like may not be steps.</summary>
    private static Expr AsStep(Expr step)
    {
        if (step is not Expr.Literal literal) return step;
        if (literal.Value is not JsonString text) throw new Fault("S0213") { Position = literal.Position, Value = literal.Value };
        return new Expr.Name(text.Value, literal.Position)
        {
            KeepArray = literal.KeepArray,
            Predicates = literal.Predicates,
            Stages = literal.Stages,
            Group = literal.Group,
            SeekingParent = literal.SeekingParent,
            IsTuple = literal.IsTuple,
            Focus = literal.Focus,
            Index = literal.Index,
        };
    }

    private Expr MakeFocus(Syntax.Tuple tuple)
    {
        var made = tree.Make(tuple.Left);
        var step = (made as Expr.Path)?.Steps[^1] ?? made;
        if (step.Stages is not null || step.Predicates is not null) throw new Fault("S0215") { Position = tuple.Position };
        if (step is Expr.Sort) throw new Fault("S0216") { Position = tuple.Position };
        if (tuple.KeepArray) step.KeepArray = true;
        step.Focus = tuple.Target;
        step.IsTuple = true;
        return made;
    }

    private Expr.Path MakeIndex(Syntax.Tuple tuple)
    {
        var made = tree.Make(tuple.Left);
        var path = made as Expr.Path;
        var step = path?.Steps[^1] ?? made;
        if (path is null)
        {
            path = new Expr.Path(step);
            PredicatesToStages(step);
        }
        if (step.Stages is null) step.Index = tuple.Target;
        else step.Stages.Add(new Expr.Stage(null, tuple.Target));
        step.IsTuple = true;
        return path;
    }
}
