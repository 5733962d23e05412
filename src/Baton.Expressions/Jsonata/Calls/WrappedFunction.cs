namespace Baton.Expressions.Jsonata;

/// <summary>A function that was passed as an argument: it forgets the context of the call, and no longer counts as an object.</summary>
internal sealed class WrappedFunction(Function inner) : Function
{
    public Function Inner => inner;

    public override int Arity => inner.Arity;

    public override bool CountsAsObject => false;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context) =>
        machine.Apply(inner, arguments, Baton.Json.JsonData.Null);

    /// <summary>The reference implementation reads the parameter list of its wrapper here, and stumbles over the three dots in it.</summary>
    public override int PartialArity => throw new Fault("S0202") { Position = 10, Token = "..", Value = new Baton.Json.JsonString(")") };
}
