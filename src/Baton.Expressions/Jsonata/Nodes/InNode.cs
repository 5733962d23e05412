using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>in</c>: whether the left value is an item of the right one. Objects and arrays are items only as themselves.</summary>
internal sealed class InNode(string @operator, Node left, Node right, int position) : BinaryNode(@operator, left, right, position)
{
    public override bool IsBoolean => true;

    protected override object Compute(object? first, object? second, Machine machine)
    {
        if (first is null || second is null) return JsonData.False;
        var items = Items.OfOrSingle(second);
        machine.Spend(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (Equality.AreSame(items[i], first)) return JsonData.True;
        }
        return JsonData.False;
    }
}
