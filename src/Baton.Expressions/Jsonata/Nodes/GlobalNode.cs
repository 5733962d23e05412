namespace Baton.Expressions.Jsonata;

/// <summary>A name that the text does not bind: a variable from outside, else a built-in function.</summary>
internal sealed class GlobalNode(int number, string name) : LeafNode
{
    public const int NotKept = -1;

    public override object? Raw(object? input, Frame frame)
    {
        var machine = frame.Machine;
        if (number == NotKept) return Find(machine);
        ref var value = ref machine.Globals[number];
        if (ReferenceEquals(value, Frame.Unbound)) value = Find(machine);
        return value;
    }

    private object? Find(Machine machine) => machine.Context.Variables(name) ?? (object?)Library.Find(name);
}
