using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Functions on objects that call nothing back.</summary>
internal static class Objects
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("keys", "<x-:a<s>>", 1, Keys),
        new("lookup", "<x-s:x>", 2, Lookup),
        new("spread", "<x-:a<o>>", 1, (machine, arguments) => Spread(machine, arguments[0])),
        new("merge", "<a<o>:o>", 1, Merge),
        new("clone", "<(oa)-:o>", 1, (machine, arguments) => arguments[0] is { } value ? new Cloner(machine, null).Clone(value) : null),
    ];

    private static ListValue Keys(Machine machine, ReadOnlySpan<object?> arguments)
    {
        var all = new ObjectValue();
        CollectKeys(machine, arguments[0], all);
        var result = ListValue.Sequence();
        if (!Members.TryOf(all, out var members)) return result;
        for (var i = 0; i < members.Count; i++) result.Add(machine, new JsonString(members.Name(i)));
        return result;
    }

    private static void CollectKeys(Machine machine, object? value, ObjectValue all)
    {
        Recursion.Check();
        machine.Spend(1);
        if (Items.TryOf(value, out var items))
        {
            for (var i = 0; i < items.Count; i++) CollectKeys(machine, items[i], all);
            return;
        }
        if (!Members.TryOf(value, out var members)) return;
        machine.Allocate(members.Count * 16L);
        for (var i = 0; i < members.Count; i++) all.Set(members.Name(i), JsonData.True);
    }

    private static object? Lookup(Machine machine, ReadOnlySpan<object?> arguments) =>
        Properties.Lookup(machine, arguments[0], arguments[1] is JsonString name ? name.Value : "undefined");

    private static object? Spread(Machine machine, object? value)
    {
        Recursion.Check();
        machine.Spend(1);
        if (Items.TryOf(value, out var items))
        {
            var all = default(Accumulator);
            for (var i = 0; i < items.Count; i++) all.Add(machine, Spread(machine, items[i]));
            return all.Value is null || items.Count == 0 ? ListValue.Sequence() : Sequences.Append(machine, ListValue.Sequence(), all.Value);
        }
        if (!Members.TryOf(value, out var members)) return value;
        var result = ListValue.Sequence();
        for (var i = 0; i < members.Count; i++)
        {
            machine.Allocate(64);
            result.Add(machine, new ObjectValue([members.Name(i)], [members.Value(i)]));
        }
        return result;
    }

    private static ObjectValue? Merge(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items)) return null;
        var result = new ObjectValue();
        for (var i = 0; i < items.Count; i++)
        {
            if (!Members.TryOf(items[i], out var members)) continue;
            machine.Spend(members.Count);
            machine.Allocate(members.Count * 24L);
            for (var j = 0; j < members.Count; j++) result.Set(members.Name(j), members.Value(j));
        }
        return result;
    }
}
