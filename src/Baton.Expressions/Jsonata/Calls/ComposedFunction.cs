using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Two functions in a chain (<c>$f ~> $g</c>): the second of the first.</summary>
internal sealed class ComposedFunction(Function first, Function second) : Function
{
    private CallSite? _site;

    public override int Arity => 1;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        machine.Enter();
        var middle = Sequences.Settle(machine.Apply(first, [arguments.Length > 0 ? arguments[0] : null], JsonData.Null));
        machine.Leave();
        return machine.Apply(second, [middle is Function function ? new WrappedFunction(function) : middle], JsonData.Null);
    }

    public override void CalledFrom(Machine machine, CallSite site) => _site = site;

    protected override CallSite? LastSite(Machine machine) => _site;
}
