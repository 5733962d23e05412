namespace Baton.Expressions.Jsonata;

/// <summary>An operator that needs the values of both sides.</summary>
internal abstract class BinaryNode(string @operator, Node left, Node right, int position) : Node
{
    public string Operator => @operator;

    public override object? Evaluate(object? input, Frame frame)
    {
        frame.Machine.Enter();
        var result = Raw(input, frame);
        frame.Machine.Leave();
        return result;
    }

    public override object? Raw(object? input, Frame frame)
    {
        var first = left.Evaluate(input, frame);
        var second = right.Evaluate(input, frame);
        try
        {
            return Compute(first, second, frame.Machine);
        }
        catch (Fault fault) when (Blame(fault))
        {
            throw; // not reached: the filter does not catch
        }
    }

    protected abstract object? Compute(object? first, object? second, Machine machine);

    private bool Blame(Fault fault)
    {
        fault.Position = position;
        fault.Token = @operator;
        return false;
    }
}
