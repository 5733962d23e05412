namespace Baton.Expressions.Jsonata;

/// <summary>A call in the last place of a lambda: left to the lambda's caller, unless it is simple enough to be made at once.</summary>
/// <param name="procedure">What is called.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="site">Where, and by which name.</param>
/// <param name="levels">How many levels it lies below the body of the lambda.</param>
/// <param name="isBare">Whether nothing between it and the lambda touches its value.</param>
/// <param name="hops">How many frames further out the lambda's own lies.</param>
internal sealed class TailCallNode(Node procedure, Node[] arguments, CallSite site, int levels, bool isBare, int hops) : LeafNode
{
    public override object? Evaluate(object? input, Frame frame) => Raw(input, frame);

    public override object? Raw(object? input, Frame frame) =>
        isBare && procedure.Evaluate(input, frame) is NativeFunction { IsSimple: true } native
            ? CallAtOnce(native, input, frame)
            : new TailCall(this, input, frame);

    /// <summary>Evaluates what to call and the arguments for it.</summary>
    public object?[] Prepare(object? input, Frame frame, out Function function)
    {
        function = procedure.Evaluate(input, frame) as Function ?? throw new Fault("T1006");
        function.CalledFrom(frame.Machine, site);
        var values = arguments.Length == 0 ? [] : new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Evaluate(input, frame);
        return values;
    }

    /// <summary>The call as the lambda's caller would make it: at its depth, with its context, and its faults not the lambda's.</summary>
    private object? CallAtOnce(NativeFunction native, object? input, Frame frame)
    {
        var machine = frame.Machine;
        machine.Shift(-levels);
        native.CalledFrom(machine, site);
        ArgumentBuffer buffer = default;
        Span<object?> values = arguments.Length <= ArgumentBuffer.Size ? buffer : new object?[arguments.Length];
        var isCalled = false;
        try
        {
            for (var i = 0; i < arguments.Length; i++) values[i] = arguments[i].Evaluate(input, frame);
            isCalled = true;
            var result = native.Invoke(machine, values[..arguments.Length], frame.Up(hops).Item);
            machine.Shift(levels);
            return result;
        }
        catch (Fault fault) when (Blame(fault, isCalled ? native : null, machine))
        {
            throw; // not reached: the filter does not catch
        }
    }

    private static bool Blame(Fault fault, NativeFunction? native, Machine machine)
    {
        native?.Decorate(machine, fault);
        fault.LeftCaller = true;
        return false;
    }
}
