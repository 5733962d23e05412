using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>and</c> and <c>or</c>; the right side is evaluated only where it decides.</summary>
internal sealed class LogicNode(string @operator, Node left, Node right, int position) : Node
{
    private readonly bool _isAnd = @operator == "and";

    public override bool IsBoolean => true;

    public override object? Evaluate(object? input, Frame frame) => JsonData.Of(Test(input, frame));

    public override object? Raw(object? input, Frame frame) => JsonData.Of(Decide(input, frame));

    public override bool Test(object? input, Frame frame)
    {
        frame.Machine.Enter();
        var result = Decide(input, frame);
        frame.Machine.Leave();
        return result;
    }

    private bool Decide(object? input, Frame frame)
    {
        var first = left.IsBoolean ? left.Test(input, frame) : TestBlamed(frame.Machine, left.Evaluate(input, frame));
        if (first != _isAnd) return first;
        try
        {
            return right.Test(input, frame);
        }
        catch (Fault fault) when (Blame(fault))
        {
            throw; // not reached: the filter does not catch
        }
    }

    private bool TestBlamed(Machine machine, object? value)
    {
        try
        {
            return Truth.Of(machine, value);
        }
        catch (Fault fault) when (Blame(fault))
        {
            throw; // not reached: the filter does not catch
        }
    }

    /// <summary>Whatever goes wrong on the right side is reported at the operator.</summary>
    private bool Blame(Fault fault)
    {
        fault.Position = position;
        fault.Token = @operator;
        return false;
    }
}
