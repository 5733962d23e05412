namespace Baton.Expressions.Jsonata;

/// <summary>A function as a value.</summary>
internal abstract class Function
{
    /// <summary>How many arguments it declares; functions that call it back pass no more than these.</summary>
    public abstract int Arity { get; }

    /// <summary>Whether the function is true as a condition. Functions that went through a call as an argument are not.</summary>
    public virtual bool CountsAsObject => true;

    /// <summary>Calls it with checked arguments; may answer with a <see cref="TailCall"/>, which <see cref="Machine.Apply"/> follows.</summary>
    /// <param name="machine">The evaluation that calls.</param>
    /// <param name="arguments">The arguments as given.</param>
    /// <param name="context">The context value that may stand in for a missing argument.</param>
    public abstract object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context);

    /// <summary>Calls it without looking at its signature, as partial application does.</summary>
    public virtual object? InvokeUnchecked(Machine machine, ReadOnlySpan<object?> arguments, object? context) => Invoke(machine, arguments, context);

    /// <summary>How many arguments a partial application can bind or leave open.</summary>
    public virtual int PartialArity => Math.Max(1, Arity);

    /// <summary>Remembers where it is called from; faults inside are reported there.</summary>
    public virtual void CalledFrom(Machine machine, CallSite site)
    {
    }

    /// <summary>Adds to a fault what this function knows about it. Always false: it serves as an exception filter.</summary>
    public bool Decorate(Machine machine, Fault fault)
    {
        if (fault.LeftCaller)
        {
            fault.LeftCaller = false;
            return false;
        }
        if (LastSite(machine) is not { } site) return false;
        fault.Token ??= site.Token;
        fault.Position = site.Position ?? fault.Position;
        return false;
    }

    protected virtual CallSite? LastSite(Machine machine) => null;
}
