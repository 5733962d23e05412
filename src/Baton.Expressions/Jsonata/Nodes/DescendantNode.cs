namespace Baton.Expressions.Jsonata;

/// <summary><c>**</c>: a value and everything inside it, except that arrays are only gone through.</summary>
internal sealed class DescendantNode : LeafNode
{
    public override object? Raw(object? input, Frame frame)
    {
        if (input is null) return null;
        var result = ListValue.Sequence();
        Collect(frame.Machine, input, result);
        return result.Count == 1 ? result[0] : result;
    }

    private static void Collect(Machine machine, object? value, ListValue result)
    {
        Recursion.Check();
        machine.Spend(1);
        if (Items.TryOf(value, out var items))
        {
            for (var i = 0; i < items.Count; i++) Collect(machine, items[i], result);
            return;
        }
        result.Add(machine, value);
        if (!Members.TryOf(value, out var members)) return;
        for (var i = 0; i < members.Count; i++) Collect(machine, members.Value(i), result);
    }
}
