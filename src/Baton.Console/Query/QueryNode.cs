using Baton.Json;
using Baton.Store;

namespace Baton.WebConsole.Query;

/// <summary>A query, or a part of one.</summary>
internal abstract record QueryNode
{
    private QueryNode()
    {
    }

    /// <summary>What nobody asked anything of: every execution.</summary>
    public sealed record Any : QueryNode;

    public sealed record And(QueryNode Left, QueryNode Right) : QueryNode;

    public sealed record Or(QueryNode Left, QueryNode Right) : QueryNode;

    public sealed record Not(QueryNode Operand) : QueryNode;

    /// <summary>A field compared with values, of which <c>in</c> has several and all others one.</summary>
    public sealed record Is(QueryField Field, IReadOnlyList<QueryStep> Path, QueryOperator Operator, IReadOnlyList<QueryValue> Values) : QueryNode;

    /// <summary>A text alone: in the name, the error or the cause.</summary>
    public sealed record Text(string Value) : QueryNode;
}

/// <summary>A step into a JSON document: the name of a member, which in an array is an index if it is a whole number.</summary>
internal sealed record QueryStep(string Name);

/// <summary>What a field is compared with.</summary>
internal abstract record QueryValue
{
    private QueryValue()
    {
    }

    /// <summary>Nothing: the field is absent.</summary>
    public sealed record Null : QueryValue;

    public sealed record OfStatus(ExecutionStatus Status) : QueryValue;

    public sealed record OfText(string Text) : QueryValue;

    public sealed record OfNumber(double Number) : QueryValue;

    public sealed record OfDuration(TimeSpan Duration) : QueryValue;

    public sealed record OfTime(DateTimeOffset Time) : QueryValue;

    public sealed record OfJson(JsonData Value) : QueryValue;
}
