namespace Baton.Expressions.Jsonata;

/// <summary>Compiles paths.</summary>
internal sealed class PathCompiler(Compiler compiler)
{
    public Node Compile(Expr.Path path, Scope scope)
    {
        var firstTuple = Bindings.FirstTupleStep(path);
        if (firstTuple < path.Steps.Count) return CompileTuples(path, firstTuple, scope);
        if (path is { Steps: [Expr.Name name], KeepSingletonArray: false, KeepArray: false, Group: null } && IsBare(name)) return new FieldNode(name.Text);

        var inner = Compiler.Repeated(scope);
        var steps = path.Steps.Select((step, place) => Step(step, place == 0, inner)).ToArray();
        var group = path.Group is null ? null : compiler.Pairs(path.Group, inner);
        return new PathNode(steps, path.KeepSingletonArray, path.KeepArray, group) { StartsAtVariable = path.Steps[0] is Expr.Variable };
    }

    private static bool IsBare(Expr step) => step is { Stages: null, Predicates: null, Group: null, KeepArray: false };

    private static bool IsConstructedFirst(Expr step, bool isFirst) => isFirst && step.IsConstructedArray;

    private Step Step(Expr step, bool isFirst, Scope scope)
    {
        if (IsConstructedFirst(step, isFirst)) return new ConstructedStep(compiler.Compile(step, scope));
        var predicates = (step.Stages ?? []).Where(stage => stage.Predicate is not null)
            .Select(stage => Predicate.Of(compiler.Compile(stage.Predicate!, scope))).ToArray();
        return step is Expr.Sort sort ? new SortStep(Terms(sort, scope), predicates) : new NodeStep(compiler.Compile(step, scope), predicates);
    }

    private SortTerms Terms(Expr.Sort sort, Scope scope) =>
        new([.. sort.Terms.Select(term => (compiler.Compile(term.Value, scope), term.IsDescending))], sort.Position ?? 0);

    private TuplePathNode CompileTuples(Expr.Path path, int firstTuple, Scope scope)
    {
        var outer = Compiler.Repeated(scope);
        var tuples = new Scope(outer, new Layout(), isRepeated: true);
        Bindings.CollectTupleNames(path, tuples.DeclareTupleName);

        var before = path.Steps.Take(firstTuple).Select((step, place) => Step(step, place == 0, outer)).ToList();
        var steps = new List<TupleStep>();
        for (var place = firstTuple; place < path.Steps.Count; place++)
        {
            var step = path.Steps[place];
            if (IsConstructedFirst(step, place == 0)) before.Add(Step(step, isFirst: true, outer));
            else steps.Add(TupleStep(step, tuples));
        }
        if (steps.Count == 0) throw JsonataErrors.NoTuples();
        var group = path.Group is null ? null : TuplePairs(path.Group, tuples);
        return new TuplePathNode([.. before], [.. steps], path.KeepSingletonArray || path.KeepArray, group, tuples.Layout)
        {
            StartsAtVariable = path.Steps[0] is Expr.Variable,
            GivesTuples = path.IsTuple,
        };
    }

    private TupleStep TupleStep(Expr step, Scope tuples)
    {
        var layout = tuples.Layout;
        var stages = (step.Stages ?? []).Select(stage => stage.Predicate is null
            ? new TupleStage(null, layout.TupleSlot(stage.Index!))
            : new TupleStage(Predicate.Of(InTuple(stage.Predicate, tuples)), TupleNodeStep.None)).ToArray();
        if (step is Expr.Sort sort)
        {
            var terms = new SortTerms([.. sort.Terms.Select(term => (InTuple(term.Value, tuples), term.IsDescending))], sort.Position ?? 0);
            return new TupleSortStep(terms, SlotOf(layout, step.Index), stages);
        }
        return new TupleNodeStep(InTuple(step, tuples), stages)
        {
            FocusSlot = SlotOf(layout, step.Focus),
            IndexSlot = SlotOf(layout, step.Index),
            AncestorSlot = SlotOf(layout, step.Ancestor?.Label),
        };
    }

    private static int SlotOf(Layout layout, string? name) => name is null ? TupleNodeStep.None : layout.TupleSlot(name);

    private GroupBy TuplePairs(Expr.Grouping grouping, Scope tuples) =>
        new([.. grouping.Pairs.Select(pair => (InTuple(pair.Key, tuples), InTuple(pair.Value, tuples)))], grouping.Position);

    /// <summary>Something evaluated for a tuple; what it binds is gone with the next one.</summary>
    private Node InTuple(Expr expression, Scope tuples) =>
        Compiler.Scoped([expression], new Scope(tuples, tuples.Layout, isRepeated: true), scope => compiler.Compile(expression, scope));
}
