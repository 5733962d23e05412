using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>One argument of a call.</summary>
internal abstract record IntrinsicArgument
{
    /// <param name="Value">The constant.</param>
    /// <param name="Source">For a string, the text between its quotes with its escapes: a template tells <c>\{</c> from <c>{</c>.</param>
    public sealed record Literal(JsonData Value, string? Source = null) : IntrinsicArgument;

    public sealed record Path(JsonPath Value) : IntrinsicArgument;

    public sealed record Call(IntrinsicCall Value) : IntrinsicArgument;
}
