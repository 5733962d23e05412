using Baton.Expressions;
using Baton.Json;

namespace Baton.Language.Model;

/// <summary>
/// Where a field gets its one value: it stands there, a <c>…Path</c> field selects it, an intrinsic function or a JSONata expression
/// computes it.
/// </summary>
public abstract record ValueSource
{
    private ValueSource()
    {
    }

    /// <summary>The value stands in the definition.</summary>
    public sealed record Literal(JsonData Value) : ValueSource;

    /// <summary>A <c>…Path</c> field selects the value; <paramref name="Field"/> is its full name (<c>SecondsPath</c>).</summary>
    public sealed record Path(string Field, JsonPath Selector) : ValueSource;

    /// <summary>A <c>…Path</c> field calls an intrinsic function.</summary>
    public sealed record Intrinsic(string Field, IntrinsicCall Call) : ValueSource;

    /// <summary>A JSONata expression or template computes the value.</summary>
    public sealed record Expression(string Field, ValueTemplate Template) : ValueSource;
}
