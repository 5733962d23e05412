namespace Baton.Expressions.Jsonata;

/// <summary>A function with some of its arguments bound; the others, in order, are its own.</summary>
internal sealed class PartialFunction(Function target, object?[] bound, int[] open) : Function
{
    private CallSite? _site;

    public override int Arity => open.Length;

    public override int PartialArity => open.Length;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        var all = bound.AsSpan().ToArray();
        for (var i = 0; i < open.Length; i++) all[open[i]] = i < arguments.Length ? arguments[i] : null;
        return target.InvokeUnchecked(machine, all, context);
    }

    public override void CalledFrom(Machine machine, CallSite site) => _site = site;

    protected override CallSite? LastSite(Machine machine) => _site;
}
