namespace Baton.Expressions.Jsonata;

/// <summary>An array constructor. Arrays among the items are spread, unless they are constructors themselves.</summary>
/// <param name="items">The items, and whether each is an array constructor.</param>
/// <param name="isConstructed">Whether it stands at the start or end of a path, which then leaves it whole.</param>
internal sealed class ArrayNode((Node Node, bool IsArray)[] items, bool isConstructed) : Node
{
    private readonly ListMarks _marks = isConstructed ? ListMarks.Constructed : ListMarks.None;

    public override object? Evaluate(object? input, Frame frame)
    {
        frame.Machine.Enter();
        var result = Raw(input, frame);
        frame.Machine.Leave();
        return result;
    }

    public override object Raw(object? input, Frame frame)
    {
        if (items.Length == 1) return One(items[0], input, frame);

        var result = new ListValue(_marks);
        foreach (var (node, isArray) in items)
        {
            if (node.Evaluate(input, frame) is { } value) Add(frame.Machine, result, value, isArray);
        }
        return result;
    }

    /// <summary>An array around one array shares its items: a range stays a range.</summary>
    private ListValue One((Node Node, bool IsArray) item, object? input, Frame frame)
    {
        var value = item.Node.Evaluate(input, frame);
        if (value is ListValue list && !item.IsArray) return list.Remarked(_marks);
        var result = new ListValue(_marks);
        if (value is not null) Add(frame.Machine, result, value, item.IsArray);
        return result;
    }

    private static void Add(Machine machine, ListValue list, object value, bool isArray)
    {
        if (!isArray && Items.TryOf(value, out var several)) list.AddAll(machine, several);
        else list.Add(machine, value);
    }
}
