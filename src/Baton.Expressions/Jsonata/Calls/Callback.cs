using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>A function that is called for every item of something: it is looked at once, and its variables are reused where nobody keeps them.</summary>
internal readonly struct Callback
{
    private readonly Machine _machine;
    private readonly Function _function;
    private readonly LambdaFunction? _lambda;
    private readonly Frame? _frame;

    public Callback(Machine machine, object? function)
    {
        _machine = machine;
        _function = function as Function ?? throw new Fault("T1006");
        Arity = _function.Arity;
        while (_function is WrappedFunction wrapped) _function = wrapped.Inner;
        if (_function is not LambdaFunction { Node: { Signature: null, IsCaptured: false } } lambda) return;
        _lambda = lambda;
        _frame = lambda.Bind([], JsonData.Null);
    }

    public int Arity { get; }

    /// <summary>Calls it with a value, its place and the whole; of these with as many as it declares, but at least the value.</summary>
    public object? Map(object? value, object? place, object? whole) => Invoke(Math.Clamp(Arity, 1, 3), value, place, whole);

    /// <summary>Calls it with the first <paramref name="count"/> of the arguments.</summary>
    public object? Invoke(int count, object? first, object? second = null, object? third = null, object? fourth = null)
    {
        _machine.Spend(1);
        ArgumentBuffer buffer = default;
        Span<object?> arguments = buffer;
        arguments[0] = first;
        arguments[1] = second;
        arguments[2] = third;
        arguments[3] = fourth;
        return _lambda is null ? _machine.Apply(_function, arguments[..count], JsonData.Null) : InvokeLambda(_lambda, arguments[..count]);
    }

    private object? InvokeLambda(LambdaFunction lambda, ReadOnlySpan<object?> arguments)
    {
        lambda.Rebind(_frame!, arguments);
        object? result;
        try
        {
            result = lambda.Run(_frame!);
        }
        catch (Fault fault) when (lambda.Decorate(_machine, fault))
        {
            throw; // not reached: decorating does not catch
        }
        return result is TailCall tail ? _machine.Follow(tail, JsonData.Null) : result;
    }
}
