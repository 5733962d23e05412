using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>One evaluation under way: its inputs, its depth, and what it has spent.</summary>
internal sealed class Machine
{
    private const int StepsPerReport = 256;

    /// <summary>How often (in levels) the real stack is looked at; a level takes a few hundred bytes of it.</summary>
    private const int LevelsPerStackCheck = 16;

    private readonly EvaluationBudget _budget;
    private readonly int _depthMax;
    private int _untilReport = StepsPerReport;
    private CallSite?[]? _nativeSites;
    private Dictionary<(string, Type), object>? _remembered;

    public Machine(EvaluationContext context, object? root, int globalCount)
    {
        Context = context;
        Root = root;
        _budget = context.Budget;
        _depthMax = _budget.DepthMax;
        Globals = globalCount == 0 ? [] : new object?[globalCount];
        Array.Fill(Globals, Frame.Unbound);
    }

    public EvaluationContext Context { get; }

    /// <summary>The input document (<c>$$</c>).</summary>
    public object? Root { get; }

    /// <summary>Variables from outside and built-in functions by the number the compiler gave them; unbound until asked for.</summary>
    public object?[] Globals { get; }

    /// <summary>How many evaluations are inside one another at this moment.</summary>
    public int Depth { get; private set; }

    /// <summary>
    /// Goes one level deeper. Whatever has a level of its own evaluates at least one part of itself one level further down,
    /// and that is counted here, so that parts without parts need not count themselves.
    /// </summary>
    public void Enter()
    {
        if (++Depth >= _depthMax) throw Recursion.TooDeep();
        if (Depth % LevelsPerStackCheck == 0) Recursion.Check();
        if (--_untilReport <= 0) Report();
    }

    public void Leave() => Depth--;

    /// <summary>Shifts the depth for a part that counts as evaluated elsewhere.</summary>
    public void Shift(int levels) => Depth += levels;

    public void Spend(int steps)
    {
        _untilReport -= steps;
        if (_untilReport <= 0) Report();
    }

    /// <summary>Bytes that were spent on values and not given back.</summary>
    public long Made { get; private set; }

    public void Allocate(long bytes)
    {
        _budget.Allocate(bytes);
        Made += bytes;
    }

    /// <summary>Spends memory on what lasts as long as the evaluation.</summary>
    public void AllocateForGood(long bytes) => _budget.Allocate(bytes);

    /// <summary>Gives memory back that was spent on values which nothing holds any more.</summary>
    public void Release(long bytes)
    {
        _budget.Release(bytes);
        Made -= bytes;
    }

    /// <summary>What a string of so many characters takes, in bytes.</summary>
    public static long TextBytes(long length)
    {
        const int Overhead = 48;
        return (length * sizeof(char)) + Overhead;
    }

    /// <summary>Spends memory on a string that is about to be made.</summary>
    public void AllocateText(long length)
    {
        Allocate(TextBytes(length));
        if (length > StepsPerReport) Spend((int)Math.Min(length / 16, int.MaxValue / 2));
    }

    public JsonString MakeText(string text)
    {
        AllocateText(text.Length);
        return new JsonString(text);
    }

    /// <summary>Calls a function, and whatever it calls in its place, until there is a value.</summary>
    /// <param name="function">What to call; anything that is no function is a fault.</param>
    /// <param name="arguments">The arguments as given.</param>
    /// <param name="context">The context value that may stand in for a missing argument.</param>
    public object? Apply(object? function, ReadOnlySpan<object?> arguments, object? context)
    {
        var result = Invoke(function as Function ?? throw new Fault("T1006"), arguments, context);
        return result is TailCall tail ? Follow(tail, context) : result;
    }

    /// <summary>Makes the calls that lambdas left to their caller.</summary>
    public object? Follow(TailCall tail, object? context)
    {
        Function? last = null;
        var leftovers = default(Leftovers);
        while (true)
        {
            Spend(1);
            var arguments = tail.Prepare(out var function);
            if (ReferenceEquals(function, last))
            {
                leftovers.Sweep(arguments);
            }
            else
            {
                last = function;
                leftovers = new Leftovers(this);
            }
            var result = Invoke(function, arguments, context);
            if (result is not TailCall next) return result;
            tail = next;
        }
    }

    /// <summary>What was made of a text before in this evaluation; made now, if nothing was.</summary>
    public T Remember<T>(string text, Func<string, T> make)
        where T : class
    {
        var key = (text, typeof(T));
        if (_remembered is not null && _remembered.TryGetValue(key, out var known)) return (T)known;
        var made = make(text);
        AllocateForGood(text.Length * 32L);
        (_remembered ??= [])[key] = made;
        return made;
    }

    /// <summary>Where a built-in function was called last, in this evaluation.</summary>
    public CallSite? NativeSite(int number) => _nativeSites?[number];

    public void SetNativeSite(int number, CallSite site) => (_nativeSites ??= new CallSite?[Library.Count])[number] = site;

    private object? Invoke(Function function, ReadOnlySpan<object?> arguments, object? context)
    {
        try
        {
            return function.Invoke(this, arguments, context);
        }
        catch (Fault fault) when (function.Decorate(this, fault))
        {
            throw; // not reached: decorating does not catch
        }
    }

    private void Report()
    {
        _budget.Spend(StepsPerReport - _untilReport);
        _untilReport = StepsPerReport;
    }
}
