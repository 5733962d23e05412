namespace Baton.Expressions.Jsonata;

/// <summary>A call.</summary>
/// <param name="procedure">What is called.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="site">Where, and by which name.</param>
internal sealed class CallNode(Node procedure, Node[] arguments, CallSite site) : Node
{
    /// <summary>Where the procedure is a name without its <c>$</c>: what that name would have meant with it.</summary>
    public Node? WithoutDollar { get; init; }

    public override object? Raw(object? input, Frame frame)
    {
        ArgumentBuffer buffer = default;
        Span<object?> values = arguments.Length <= ArgumentBuffer.Size ? buffer : new object?[arguments.Length];
        return Call(input, frame, values[..arguments.Length], given: 0);
    }

    /// <summary>The call with a further argument in front, as <c>~></c> makes it.</summary>
    public object? CallWith(object? first, object? input, Frame frame)
    {
        ArgumentBuffer buffer = default;
        Span<object?> values = arguments.Length < ArgumentBuffer.Size ? buffer : new object?[arguments.Length + 1];
        values[0] = first;
        return Call(input, frame, values[..(arguments.Length + 1)], given: 1);
    }

    private object? Call(object? input, Frame frame, Span<object?> values, int given)
    {
        var function = procedure.Evaluate(input, frame);
        if (function is null && WithoutDollar is not null && Truth.IsSomething(WithoutDollar.Evaluate(input, frame)))
        {
            throw new Fault("T1005") { Position = site.Position, Token = site.Token };
        }
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].Evaluate(input, frame);
            values[given + i] = value is Function passed ? new WrappedFunction(passed) : value;
        }
        try
        {
            (function as Function)?.CalledFrom(frame.Machine, site);
            return frame.Machine.Apply(function, values, input);
        }
        catch (Fault fault) when (Blame(fault))
        {
            throw; // not reached: the filter does not catch
        }
    }

    private bool Blame(Fault fault)
    {
        if (fault.Position is null or 0) fault.Position = site.Position;
        fault.Token ??= site.Token;
        return false;
    }
}
