using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>The text as it is written: what the parser makes, before paths are put together.</summary>
internal abstract record Syntax(int Position)
{
    /// <summary>Whether <c>[]</c> was written behind it.</summary>
    public bool KeepArray { get; set; }

    /// <summary>What a message shows of it: its operator, name or value.</summary>
    public virtual object? Shown => null;

    public sealed record Name(string Text, int Position) : Syntax(Position)
    {
        public override object Shown => Text;
    }

    public sealed record Variable(string Text, int Position) : Syntax(Position)
    {
        public override object Shown => Text;
    }

    public sealed record Literal(JsonData Value, TokenKind Kind, int Position) : Syntax(Position)
    {
        public override object Shown => Value is JsonString text ? text.Value : Value;
    }

    public sealed record RegexLiteral(RegexProgram Program, int Position) : Syntax(Position)
    {
        public override object Shown => new ObjectValue();
    }

    public sealed record Wildcard(int Position) : Syntax(Position)
    {
        public override object Shown => "*";
    }

    public sealed record Descendant(int Position) : Syntax(Position)
    {
        public override object Shown => "**";
    }

    public sealed record Parent(int Position) : Syntax(Position)
    {
        public override object Shown => "%";
    }

    /// <summary><c>and</c>, <c>or</c> or <c>in</c> where a name must be meant.</summary>
    public sealed record Keyword(string Text, int Position) : Syntax(Position)
    {
        public override object Shown => Text;
    }

    /// <summary><c>?</c> among the arguments of a call.</summary>
    public sealed record Placeholder(int Position) : Syntax(Position)
    {
        public override object Shown => "?";
    }

    /// <summary>The end of the text, where an operand was due.</summary>
    public sealed record End(int Position) : Syntax(Position)
    {
        public override object Shown => "(end)";
    }

    /// <summary>An operator with an operand on each side: arithmetic, comparison, <c>.</c>, <c>~></c>, <c>..</c> and the rest.</summary>
    public sealed record Binary(string Operator, Syntax Left, Syntax Right, int Position) : Syntax(Position)
    {
        public override object Shown => Operator;
    }

    public sealed record Filter(Syntax Left, Syntax Predicate, int Position) : Syntax(Position)
    {
        public override object Shown => "[";
    }

    public sealed record Sort(Syntax Left, IReadOnlyList<SortTerm> Terms, int Position) : Syntax(Position)
    {
        public override object Shown => "^";
    }

    public sealed record SortTerm(Syntax Value, bool IsDescending);

    public sealed record Group(Syntax Left, IReadOnlyList<Pair> Pairs, int Position) : Syntax(Position)
    {
        public override object Shown => "{";
    }

    public sealed record Pair(Syntax Key, Syntax Value);

    public sealed record Bind(Variable Target, Syntax Value, int Position) : Syntax(Position)
    {
        public override object Shown => ":=";
    }

    /// <summary><c>@</c> or <c>#</c> with the variable that takes the item or its place.</summary>
    public sealed record Tuple(string Operator, Syntax Left, string Target, int Position) : Syntax(Position)
    {
        public override object Shown => Operator;
    }

    public sealed record Negate(Syntax Operand, int Position) : Syntax(Position)
    {
        public override object Shown => "-";
    }

    public sealed record Array(IReadOnlyList<Syntax> Items, int Position) : Syntax(Position)
    {
        public override object Shown => "[";
    }

    public sealed record Object(IReadOnlyList<Pair> Pairs, int Position) : Syntax(Position)
    {
        public override object Shown => "{";
    }

    public sealed record Call(Syntax Procedure, IReadOnlyList<Syntax> Arguments, bool IsPartial, int Position) : Syntax(Position)
    {
        public override object Shown => "(";
    }

    public sealed record Lambda(IReadOnlyList<string> Parameters, Signature? Signature, Syntax Body, int Position) : Syntax(Position)
    {
        public override object Shown => "(";
    }

    public sealed record Block(IReadOnlyList<Syntax> Expressions, int Position) : Syntax(Position)
    {
        public override object Shown => "(";
    }

    public sealed record Condition(Syntax Test, Syntax Then, Syntax? Else, int Position) : Syntax(Position)
    {
        public override object Shown => "?";
    }

    public sealed record Transform(Syntax Pattern, Syntax Update, Syntax? Delete, int Position) : Syntax(Position)
    {
        public override object Shown => "|";
    }
}
