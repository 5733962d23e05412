using System.Collections.Immutable;

namespace Baton.Expressions.Jsonata;

/// <summary>Finds what an expression refers to outside of itself.</summary>
internal sealed class ReferenceFinder
{
    private readonly List<JsonataReference> _references = [];
    private readonly List<JsonataAssignment> _assignments = [];

    public IReadOnlyList<JsonataReference> References => _references;

    public IReadOnlyList<JsonataAssignment> Assignments => _assignments;

    public void Visit(Expr expression) => Visit(expression, new Place(true, [.. Bindings.In([expression])]), []);

    /// <param name="expression">What to look through.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="path">The names that follow it as steps.</param>
    private void Visit(Expr expression, Place place, IReadOnlyList<string> path)
    {
        Recursion.Check();
        switch (expression)
        {
            case Expr.Path steps:
                VisitPath(steps, place);
                return;
            case Expr.Block block:
                VisitAll(block.Expressions, place.With(Bindings.In(block.Expressions)));
                break;
            case Expr.Lambda lambda:
                Visit(lambda.Body, place.With(lambda.Parameters).With(Bindings.In([lambda.Body])), []);
                break;
            case Expr.Sort or Expr.Transform:
                VisitAll(Children.Of(expression), place.Inside());
                return;
            case Expr.Bind bind:
                _assignments.Add(new JsonataAssignment(bind.Target, bind.Position));
                Visit(bind.Value, place, []);
                break;
            default:
                if (Found(expression, place) is { } found) _references.Add(new JsonataReference(found.Kind, found.Name, path, expression.Position));
                VisitAll(Children.Within(expression), place);
                break;
        }
        VisitAll(Children.Behind(expression), place.Inside());
    }

    private void VisitAll(IEnumerable<Expr> expressions, Place place)
    {
        foreach (var expression in expressions) Visit(expression, place, []);
    }

    private void VisitPath(Expr.Path path, Place place)
    {
        var names = new List<string>();
        Bindings.CollectTupleNames(path, names.Add);
        var here = place.With(names);
        Visit(path.Steps[0], here, [.. path.Steps.Skip(1).TakeWhile(step => step is Expr.Name).Cast<Expr.Name>().Select(name => name.Text)]);
        VisitAll(path.Steps.Skip(1), here.Inside());
        VisitAll(Children.Behind(path), here.Inside());
    }

    private static (JsonataReferenceKind Kind, string Name)? Found(Expr expression, Place place) => expression switch
    {
        Expr.Variable { Text: "" } => place.IsTop ? (JsonataReferenceKind.Context, "") : null,
        Expr.Variable { Text: "$" } => (JsonataReferenceKind.Root, "$"),
        Expr.Variable variable when place.Names.Contains(variable.Text) => null,
        Expr.Variable variable => (Library.Find(variable.Text) is null ? JsonataReferenceKind.Variable : JsonataReferenceKind.Function, variable.Text),
        Expr.Name name when place.IsTop => (JsonataReferenceKind.Field, name.Text),
        Expr.Wildcard when place.IsTop => (JsonataReferenceKind.Field, "*"),
        Expr.Descendant when place.IsTop => (JsonataReferenceKind.Field, "**"),
        Expr.Parent when place.IsTop => (JsonataReferenceKind.Field, "%"),
        _ => null,
    };

    /// <summary>Where something stands.</summary>
    /// <param name="IsTop">Whether its context is that of the whole expression.</param>
    /// <param name="Names">The variables that the expression itself binds around it.</param>
    private sealed record Place(bool IsTop, ImmutableHashSet<string> Names)
    {
        public Place With(IEnumerable<string> names) => this with { Names = Names.Union(names) };

        public Place Inside() => IsTop ? this with { IsTop = false } : this;
    }
}
