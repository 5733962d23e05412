namespace Baton.Expressions.Jsonata;

/// <summary>An expression that is ready to be evaluated, by many at a time.</summary>
/// <param name="Body">What to evaluate.</param>
/// <param name="Layout">The variables of the outermost frame.</param>
/// <param name="GlobalCount">How many names from outside it uses.</param>
internal sealed record CompiledExpression(Node Body, Layout Layout, int GlobalCount)
{
    public object? Evaluate(Machine machine, object? input) => Body.Evaluate(input, new Frame(machine, null, Layout));
}
