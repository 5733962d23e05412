namespace Baton.Expressions.Jsonata;

/// <summary>A function written in the text, with the context and the variables of the place where it was made.</summary>
internal sealed class LambdaFunction(LambdaNode node, object? input, Frame frame) : Function
{
    private CallSite? _site;

    public override int Arity => node.ParameterSlots.Length;

    public LambdaNode Node => node;

    /// <summary>A new set of variables, with the arguments bound to the parameters.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">The context of the call, for the call that the lambda may end with.</param>
    public Frame Bind(ReadOnlySpan<object?> arguments, object? context)
    {
        var called = new Frame(frame.Machine, frame, node.Layout) { Item = context };
        Rebind(called, arguments);
        return called;
    }

    /// <summary>Binds the arguments in variables that were used before, where nobody kept those.</summary>
    public void Rebind(Frame called, ReadOnlySpan<object?> arguments)
    {
        var slots = node.ParameterSlots;
        for (var i = 0; i < slots.Length; i++) called.Slots[slots[i]] = i < arguments.Length ? arguments[i] : null;
    }

    public object? Run(Frame called) => node.Body.Evaluate(input, called);

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        if (node.Signature is null) return Run(Bind(arguments, context));
        ArgumentBuffer buffer = default;
        return Run(Bind(node.Signature.Bind(arguments, context, buffer), context));
    }

    public override object? InvokeUnchecked(Machine machine, ReadOnlySpan<object?> arguments, object? context) => Run(Bind(arguments, context));

    public override int PartialArity => Arity;

    public override void CalledFrom(Machine machine, CallSite site) => _site = site;

    protected override CallSite? LastSite(Machine machine) => _site;
}
