using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// What the text means: paths put together, steps with their predicates, parents resolved. Made by <see cref="TreeBuilder"/>,
/// read by the compiler and the finder of references.
/// </summary>
internal abstract class Expr(string typeName, int? position)
{
    /// <summary>What the reference calls this kind of node; it shows in messages about parents.</summary>
    public string TypeName => typeName;

    public int? Position => position;

    /// <summary>Whether a sequence of one stays an array here.</summary>
    public bool KeepArray { get; set; }

    /// <summary>Predicates on something that is not a step of a path.</summary>
    public List<Expr>? Predicates { get; set; }

    /// <summary>Predicates and index bindings on a step of a path.</summary>
    public List<Stage>? Stages { get; set; }

    public Grouping? Group { get; set; }

    /// <summary>Whether this step makes its path carry tuples.</summary>
    public bool IsTuple { get; set; }

    /// <summary>The variable that takes the item, instead of the context (<c>@</c>).</summary>
    public string? Focus { get; set; }

    /// <summary>The variable that takes the item's place (<c>#</c>).</summary>
    public string? Index { get; set; }

    /// <summary>The slot under which a later <c>%</c> finds what this step started from.</summary>
    public ParentSlot? Ancestor { get; set; }

    /// <summary>The parents that something inside still looks for.</summary>
    public List<ParentSlot>? SeekingParent { get; set; }

    /// <summary>An array constructor at the start or end of a path: not spread, not iterated into.</summary>
    public bool IsConstructedArray { get; set; }

    /// <summary>One stage behind a step: a predicate, or a variable that takes the place.</summary>
    internal sealed record Stage(Expr? Predicate, string? Index);

    internal sealed record Grouping(IReadOnlyList<(Expr Key, Expr Value)> Pairs, int Position);

    internal sealed class Path(params IEnumerable<Expr> steps) : Expr("path", null)
    {
        public List<Expr> Steps { get; } = [.. steps];

        public bool KeepSingletonArray { get; set; }
    }

    internal sealed class Name(string text, int? position) : Expr("name", position)
    {
        public string Text => text;
    }

    internal sealed class Variable(string text, int position) : Expr("variable", position)
    {
        public string Text => text;
    }

    internal sealed class Literal(JsonData value, string typeName, int position) : Expr(typeName, position)
    {
        public JsonData Value => value;
    }

    internal sealed class RegexLiteral(RegexProgram program, int position) : Expr("regex", position)
    {
        public RegexProgram Program => program;
    }

    internal sealed class Wildcard(int position) : Expr("wildcard", position);

    internal sealed class Descendant(int position) : Expr("descendant", position);

    internal sealed class Parent(ParentSlot slot) : Expr("parent", null)
    {
        public ParentSlot Slot => slot;
    }

    internal sealed class Placeholder(int position) : Expr("operator", position);

    internal sealed class Binary(string @operator, Expr left, Expr right, int position) : Expr("binary", position)
    {
        public string Operator => @operator;

        public Expr Left => left;

        public Expr Right => right;
    }

    internal sealed class Negate(Expr operand, int position) : Expr("unary", position)
    {
        public Expr Operand => operand;
    }

    internal sealed class Array(IReadOnlyList<Expr> items, int position) : Expr("unary", position)
    {
        public IReadOnlyList<Expr> Items => items;
    }

    internal sealed class Object(Grouping pairs, int position) : Expr("unary", position)
    {
        public Grouping Pairs => pairs;
    }

    internal sealed class Call(Expr procedure, IReadOnlyList<Expr> arguments, bool isPartial, int position) : Expr(isPartial ? "partial" : "function", position)
    {
        public Expr Procedure => procedure;

        public IReadOnlyList<Expr> Arguments => arguments;

        public bool IsPartial => isPartial;
    }

    /// <summary>A call in the last place of a lambda.</summary>
    internal sealed class TailCall(Call call, int levels, bool isBare) : Expr("lambda", call.Position)
    {
        public Call Target => call;

        /// <summary>How many levels it is evaluated below the body of its lambda.</summary>
        public int Levels => levels;

        /// <summary>Whether nothing around it inside the lambda touches what it answers.</summary>
        public bool IsBare => isBare;
    }

    internal sealed class Lambda(IReadOnlyList<string> parameters, Signature? signature, Expr body, int position) : Expr("lambda", position)
    {
        public IReadOnlyList<string> Parameters => parameters;

        public Signature? Signature => signature;

        public Expr Body => body;
    }

    internal sealed class Condition(Expr test, Expr then, Expr? @else, int position) : Expr("condition", position)
    {
        public Expr Test => test;

        public Expr Then { get; set; } = then;

        public Expr? Else { get; set; } = @else;
    }

    internal sealed class Block(List<Expr> expressions, int position) : Expr("block", position)
    {
        public List<Expr> Expressions => expressions;
    }

    internal sealed class Bind(string target, Expr value, int position) : Expr("bind", position)
    {
        public string Target => target;

        public Expr Value => value;
    }

    internal sealed class Apply(Expr left, Expr right, int position) : Expr("apply", position)
    {
        public Expr Left => left;

        public Expr Right => right;
    }

    internal sealed class Sort(IReadOnlyList<(Expr Value, bool IsDescending)> terms, int position) : Expr("sort", position)
    {
        public IReadOnlyList<(Expr Value, bool IsDescending)> Terms => terms;
    }

    internal sealed class Transform(Expr pattern, Expr update, Expr? delete, int position) : Expr("transform", position)
    {
        public Expr Pattern => pattern;

        public Expr Update => update;

        public Expr? Delete => delete;
    }
}
