using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// <c>&amp;</c>, all of a row at once: <c>a &amp; b &amp; c</c> makes one string, not two. Each operand counts its level as if
/// the operators were nested, and its fault is reported at its operator.
/// </summary>
/// <param name="operands">The operands, at least two.</param>
/// <param name="positions">Where the operators stand: one fewer.</param>
internal sealed class ConcatNode(Node[] operands, int[] positions) : Node
{
    public override object? Evaluate(object? input, Frame frame)
    {
        frame.Machine.Enter();
        var result = Raw(input, frame);
        frame.Machine.Leave();
        return result;
    }

    public override object Raw(object? input, Frame frame)
    {
        var machine = frame.Machine;
        for (var i = 2; i < operands.Length; i++) machine.Enter(); // the operators inside the outermost one

        var texts = new string[operands.Length];
        var first = operands[0].Evaluate(input, frame);
        var second = operands[1].Evaluate(input, frame);
        texts[0] = Text(first, 0, machine);
        texts[1] = Text(second, 0, machine);
        var length = (long)texts[0].Length + texts[1].Length;
        for (var i = 2; i < operands.Length; i++)
        {
            machine.Leave();
            texts[i] = Text(operands[i].Evaluate(input, frame), i - 1, machine);
            length += texts[i].Length;
        }
        machine.AllocateText(length);
        return new JsonString(string.Concat(texts));
    }

    private string Text(object? value, int at, Machine machine)
    {
        if (value is null) return "";
        try
        {
            return Stringifier.Text(value, machine);
        }
        catch (Fault fault) when (Blame(fault, at))
        {
            throw; // not reached: the filter does not catch
        }
    }

    private bool Blame(Fault fault, int at)
    {
        fault.Position = positions[at];
        fault.Token = "&";
        return false;
    }
}
