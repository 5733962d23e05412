using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Copies a value all the way down into objects that their owner may change. Like the reference, which writes the value as
/// JSON and reads it again, it drops what JSON cannot say and rounds numbers to 15 digits.
/// </summary>
internal sealed class Cloner(Machine machine, object? owner)
{
    public object? Clone(object? value)
    {
        if (value is ListValue { IsWrapper: true } wrapper) value = wrapper[0];
        return Copy(value);
    }

    private object? Copy(object? value)
    {
        machine.Spend(1);
        switch (value)
        {
            case JsonNumber number:
                var rounded = Numbers.Rounded15(number.Value);
                return rounded == number.Value ? number : double.IsFinite(rounded) ? new JsonNumber(rounded) : JsonData.Null;
            case NonFinite:
                return Numbers.IsNumeric(value, out _) ? value : JsonData.Null;
            case Function:
                return new JsonString("");
            default:
                if (Items.TryOf(value, out var items)) return CopyItems(items);
                return Members.TryOf(value, out var members) ? CopyMembers(members) : value;
        }
    }

    private ListValue CopyItems(Items items)
    {
        Recursion.Check();
        var copy = new ListValue();
        copy.Reserve(machine, items.Count);
        for (var i = 0; i < items.Count; i++) copy.Add(machine, Copy(items[i]) ?? JsonData.Null);
        return copy;
    }

    private ObjectValue CopyMembers(Members members)
    {
        Recursion.Check();
        machine.Allocate(ObjectValue.BytesOf(members.Count));
        var copy = new ObjectValue(members.Count) { Owner = owner };
        for (var i = 0; i < members.Count; i++)
        {
            if (Copy(members.Value(i)) is { } value) copy.Set(members.Name(i), value);
        }
        return copy;
    }
}
