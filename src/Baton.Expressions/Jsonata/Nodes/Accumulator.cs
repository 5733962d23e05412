namespace Baton.Expressions.Jsonata;

/// <summary>Appends values one after the other as <see cref="Sequences.Append"/> does, without a new array each time.</summary>
internal struct Accumulator
{
    private ListValue? _own;

    public object? Value { get; private set; }

    public void Add(Machine machine, object? value)
    {
        if (value is null) return;
        if (Value is null)
        {
            Value = value;
            return;
        }
        if (_own is null)
        {
            _own = new ListValue();
            _own.AddAll(machine, Items.OfOrSingle(Value));
            Value = _own;
        }
        if (Items.TryOf(value, out var items)) _own.AddAll(machine, items);
        else _own.Add(machine, value);
    }
}
