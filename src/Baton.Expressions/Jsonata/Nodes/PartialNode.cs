namespace Baton.Expressions.Jsonata;

/// <summary>A call with <c>?</c> among its arguments: the function of those.</summary>
/// <param name="procedure">What is applied.</param>
/// <param name="arguments">The arguments; null for a <c>?</c>.</param>
/// <param name="site">Where, and by which name.</param>
internal sealed class PartialNode(Node procedure, Node?[] arguments, CallSite site) : Node
{
    /// <summary>Where the procedure is a name without its <c>$</c>: what that name would have meant with it.</summary>
    public Node? WithoutDollar { get; init; }

    public override object? Raw(object? input, Frame frame)
    {
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i]?.Evaluate(input, frame);

        var procedureValue = procedure.Evaluate(input, frame);
        if (procedureValue is not Function function)
        {
            var isNamed = procedureValue is null && WithoutDollar is not null && Truth.IsSomething(WithoutDollar.Evaluate(input, frame));
            throw new Fault(isNamed ? "T1007" : "T1008") { Position = site.Position, Token = site.Token };
        }

        var bound = new object?[function.PartialArity];
        var open = new List<int>();
        for (var i = 0; i < bound.Length; i++)
        {
            if (i < values.Length && arguments[i] is null) open.Add(i);
            else if (i < values.Length) bound[i] = values[i];
        }
        frame.Machine.Allocate(128);
        return new PartialFunction(function, bound, [.. open]);
    }
}
