using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>When two values are equal: by value all the way down, functions by identity.</summary>
internal sealed class Equality(Machine machine) : IEqualityComparer<object?>
{
    public static bool AreEqual(Machine machine, object? left, object? right)
    {
        if (ReferenceEquals(left, right)) return left is not NonFinite { IsNaN: true };
        switch (left)
        {
            case null or JsonBoolean or Function:
                return false;
            case JsonNumber or NonFinite or JsonString:
                return AreSame(left, right);
            default:
                Recursion.Check();
                machine.Spend(1);
                if (Items.TryOf(left, out var leftItems)) return Items.TryOf(right, out var rightItems) && AreEqual(machine, leftItems, rightItems);
                return Members.TryOf(left, out var leftMembers) && AreEqual(machine, leftMembers, right);
        }
    }

    /// <summary>Equality without looking inside: numbers and strings by value, anything else by identity.</summary>
    public static bool AreSame(object? left, object? right)
    {
        if (left is JsonString text) return right is JsonString other && string.Equals(text.Value, other.Value, StringComparison.Ordinal);
        if (Numbers.TryGet(left, out var number)) return Numbers.TryGet(right, out var second) && number == second;
        return ReferenceEquals(left, right);
    }

    bool IEqualityComparer<object?>.Equals(object? x, object? y) => AreEqual(machine, x, y);

    int IEqualityComparer<object?>.GetHashCode(object? obj) => obj switch
    {
        JsonString text => string.GetHashCode(text.Value, StringComparison.Ordinal),
        JsonNumber number => number.Value.GetHashCode(),
        _ => HashOfContainer(obj),
    };

    /// <summary>Only what is quick to see; equal containers agree on it.</summary>
    private static int HashOfContainer(object? value)
    {
        if (Items.TryOf(value, out var items)) return HashCode.Combine(items.Count, items.Count > 0 ? HashOfScalar(items[0]) : 0);
        if (!Members.TryOf(value, out var members)) return 0;
        var hash = members.Count;
        for (var i = 0; i < members.Count; i++) hash ^= HashCode.Combine(members.Name(i), HashOfScalar(members.Value(i)));
        return hash;
    }

    private static int HashOfScalar(object? value) => value switch
    {
        JsonString text => string.GetHashCode(text.Value, StringComparison.Ordinal),
        JsonNumber number => number.Value.GetHashCode(),
        _ => 0,
    };

    private static bool AreEqual(Machine machine, Items left, Items right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(machine, left[i], right[i])) return false;
        }
        return true;
    }

    private static bool AreEqual(Machine machine, Members left, object? right)
    {
        if (!Members.TryOf(right, out var members) || members.Count != left.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            var name = left.Name(i);
            if (!Properties.TryGet(right, name, out var value) || !AreEqual(machine, left.Value(i), value)) return false;
        }
        return true;
    }
}
