using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>A predicate: what stands in brackets behind a step.</summary>
internal abstract class Predicate
{
    /// <summary>The items of a value that pass; of a value that is no array, the value or nothing.</summary>
    /// <returns>The one item that passes, or the sequence of those that do; <see cref="Sequences.Empty"/> for none.</returns>
    public abstract object Filter(object? value, Frame frame);

    /// <summary>The tuples that pass.</summary>
    public abstract ListValue FilterTuples(ListValue tuples, Frame frame);

    public static Predicate Of(Node node) => node is LiteralNode { Value: JsonNumber index } ? new IndexPredicate(index.Value) : new ConditionPredicate(node);
}
