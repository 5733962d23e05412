namespace Baton.Expressions.Jsonata;

/// <summary>The work of a built-in function. The arguments are checked, and there are at least as many as the function declares.</summary>
internal delegate object? NativeBody(Machine machine, ReadOnlySpan<object?> arguments);

/// <summary>A built-in function.</summary>
/// <param name="name">Its name, without the <c>$</c>.</param>
/// <param name="signature">What it takes, as the documentation writes it.</param>
/// <param name="arity">How many arguments it declares to functions that call it back.</param>
/// <param name="body">What it does.</param>
internal sealed class NativeFunction(string name, string signature, int arity, NativeBody body) : Function
{
    private readonly Signature _signature = SignatureParser.Parse(signature);

    /// <summary>Its place in the library.</summary>
    public int Number { get; set; }

    public string Name => name;

    /// <summary>What it takes, as the documentation writes it.</summary>
    public string Signature => signature;

    public override int Arity => arity;

    /// <summary>Whether it answers with a plain value and calls nothing back, so that it may run wherever it stands.</summary>
    public bool IsSimple { get; init; }

    /// <summary>Whether the reference implementation cannot apply it partially, since a parameter of it has a default.</summary>
    public bool HasDefault { get; init; }

    public override int PartialArity =>
        HasDefault ? throw new Fault("S0208") { Position = 26, Token = "=", Value = Numbers.OfInt(arity + 1) } : base.PartialArity;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        ArgumentBuffer buffer = default;
        return body(machine, _signature.Bind(arguments, context, buffer));
    }

    public override object? InvokeUnchecked(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        return body(machine, _signature.Coerce(arguments));
    }

    public override void CalledFrom(Machine machine, CallSite site) => machine.SetNativeSite(Number, site);

    protected override CallSite? LastSite(Machine machine) => machine.NativeSite(Number);
}
