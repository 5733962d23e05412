using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>*</c>: the values of an object, arrays among them flattened all the way down.</summary>
internal sealed class WildcardNode : LeafNode
{
    public override object? Raw(object? input, Frame frame)
    {
        if (input is ListValue { IsWrapper: true } wrapper) input = wrapper[0];
        var machine = frame.Machine;
        var result = ListValue.Sequence();
        if (Members.TryOf(input, out var members))
        {
            machine.Spend(members.Count);
            for (var i = 0; i < members.Count; i++) Add(machine, result, members.Value(i));
        }
        else if (Items.TryOf(input, out var items))
        {
            machine.Spend(items.Count);
            for (var i = 0; i < items.Count; i++) Add(machine, result, items[i]);
            // In the reference the mark of a sequence is a property like any other.
            if (input is ListValue { IsSequence: true }) result.Add(machine, JsonData.True);
            if (input is ListValue list && (list.Marks & ListMarks.KeepSingleton) != 0) result.Add(machine, JsonData.True);
        }
        return result;
    }

    /// <summary>A result that an array went into is no sequence any more: it stays an array.</summary>
    private static void Add(Machine machine, ListValue result, object? value)
    {
        if (!Items.TryOf(value, out var items))
        {
            result.Add(machine, value);
            return;
        }
        Flatten(machine, items, result);
        result.Marks = ListMarks.None;
    }

    private static void Flatten(Machine machine, Items items, ListValue result)
    {
        Recursion.Check();
        machine.Spend(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (Items.TryOf(items[i], out var inner)) Flatten(machine, inner, result);
            else result.Add(machine, items[i]);
        }
    }
}
