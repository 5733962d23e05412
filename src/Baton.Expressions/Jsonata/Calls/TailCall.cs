namespace Baton.Expressions.Jsonata;

/// <summary>
/// A call in the last place of a lambda, not made yet: the lambda answers with it, and its caller makes the call. So a
/// function that ends by calling takes no stack.
/// </summary>
internal sealed class TailCall(TailCallNode node, object? input, Frame frame)
{
    /// <summary>Evaluates what to call and the arguments for it.</summary>
    public object?[] Prepare(out Function function) => node.Prepare(input, frame, out function);
}
