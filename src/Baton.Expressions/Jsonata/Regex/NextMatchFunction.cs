namespace Baton.Expressions.Jsonata;

/// <summary>What a match offers to get at the next one. It is left out when the match becomes JSON.</summary>
internal sealed class NextMatchFunction(Func<Machine, ObjectValue?> next) : Function
{
    public override int Arity => 0;

    public override bool CountsAsObject => false;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context) => next(machine);
}
