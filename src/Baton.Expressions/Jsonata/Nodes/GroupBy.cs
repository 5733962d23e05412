using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// An object constructor: it groups what it is applied to by the value of the keys, and evaluates each value for its group.
/// An object literal is the same, applied to the context.
/// </summary>
internal sealed class GroupBy((Node Key, Node Value)[] pairs, int position)
{
    private readonly string[]? _literalNames = LiteralNames(pairs);

    /// <summary>Whether all keys are written out, and differ.</summary>
    public bool HasLiteralKeys => _literalNames is not null;

    /// <summary>The object for one item that is no array.</summary>
    public ObjectValue ApplyToOne(object? item, Frame frame)
    {
        if (_literalNames is null) return Apply(new Items(ListValue.SequenceOf(item)), frame);

        frame.Machine.Allocate(ObjectValue.BytesOf(_literalNames.Length));
        var values = new object?[_literalNames.Length];
        var isWhole = true;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = pairs[i].Value.Evaluate(item, frame);
            isWhole &= values[i] is not null;
        }
        if (isWhole) return new ObjectValue(_literalNames, values);

        var result = new ObjectValue(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not null) result.Set(_literalNames[i], values[i]);
        }
        return result;
    }

    /// <summary>The object for a sequence of items; for an empty one, that for a context of nothing.</summary>
    public ObjectValue Apply(Items items, Frame frame)
    {
        if (items.Count == 0) items = new Items(ListValue.SequenceOf(null));
        if (items.Count == 1 && HasLiteralKeys) return ApplyToOne(items[0], frame);

        var groups = new Groups(frame.Machine, position);
        for (var i = 0; i < items.Count; i++)
        {
            for (var pair = 0; pair < pairs.Length; pair++) groups.Add(pairs[pair].Key.Evaluate(items[i], frame), pair, items[i]);
        }
        return groups.ToObject((pair, data) => pairs[pair].Value.Evaluate(data, frame));
    }

    /// <summary>The object for a stream of tuples: keys and values see the variables of the tuples.</summary>
    public ObjectValue ApplyToTuples(ListValue tuples, Frame frame)
    {
        if (!tuples.IsTuples) return Apply(Tuples.ToObjects(tuples), frame);
        if (tuples.Count == 0 && pairs.Length > 0) throw JsonataErrors.NoTuples();

        var groups = new Groups(frame.Machine, position);
        for (var i = 0; i < tuples.Count; i++)
        {
            var tuple = (Frame)tuples[i]!;
            for (var pair = 0; pair < pairs.Length; pair++) groups.Add(pairs[pair].Key.Evaluate(tuple.Item, tuple), pair, tuple);
        }
        return groups.ToObject((pair, data) =>
        {
            // A tuple that is a group by itself loses its context to the first pair that reads it; so it is in the reference.
            var merged = Tuples.Merge(data);
            var context = merged.Item;
            merged.Item = null;
            return pairs[pair].Value.Evaluate(context, merged);
        });
    }

    private static string[]? LiteralNames((Node Key, Node Value)[] pairs)
    {
        var names = pairs.Select(pair => pair.Key).OfType<LiteralNode>().Select(key => key.Value).OfType<JsonString>().Select(text => text.Value).ToArray();
        return names.Length < pairs.Length || names.Distinct(StringComparer.Ordinal).Count() < names.Length ? null : names;
    }
}
