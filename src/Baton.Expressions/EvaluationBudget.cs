namespace Baton.Expressions;

/// <summary>
/// What one evaluation may use. An expression comes from whoever writes the workflow, so every evaluator spends this as it
/// goes and stops when it is used up.
/// </summary>
public sealed class EvaluationBudget
{
    /// <summary>The clock is read once in this many steps.</summary>
    private const int StepsPerLook = 1024;

    private readonly TimeProvider _clock;
    private readonly long _deadline;
    private int _untilLook = StepsPerLook;
    private long _bytesLeft;
    private int _depth;

    /// <param name="clock">Where the time for <paramref name="time"/> is read.</param>
    /// <param name="time">How long the evaluation may take.</param>
    /// <param name="depthMax">How deep calls and nested expressions may go.</param>
    /// <param name="bytesMax">How much data the evaluation may make, in bytes, roughly counted.</param>
    public EvaluationBudget(TimeProvider clock, TimeSpan time, int depthMax = 500, long bytesMax = 64 * 1024 * 1024)
    {
        _clock = clock;
        _deadline = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        DepthMax = depthMax;
        _bytesLeft = bytesMax;
    }

    public int DepthMax { get; }

    /// <summary>Spends evaluation steps.</summary>
    /// <exception cref="ExpressionException">The time is over (<see cref="ExpressionErrors.BudgetTime"/>).</exception>
    public void Spend(int steps = 1)
    {
        _untilLook -= steps;
        if (_untilLook > 0) return;
        _untilLook = StepsPerLook;
        if (_clock.GetTimestamp() > _deadline) throw new ExpressionException(ExpressionErrors.BudgetTime, "Expression evaluation timeout");
    }

    /// <summary>Spends memory on data that is about to be made.</summary>
    /// <exception cref="ExpressionException">It is too much (<see cref="ExpressionErrors.BudgetSize"/>).</exception>
    public void Allocate(long bytes)
    {
        _bytesLeft -= bytes;
        if (_bytesLeft < 0) throw new ExpressionException(ExpressionErrors.BudgetSize, "Expression memory limit exceeded");
    }

    /// <summary>Gives memory back whose data nobody can reach any more.</summary>
    public void Release(long bytes) => _bytesLeft += bytes;

    /// <summary>Goes one level deeper; <see cref="Leave"/> comes back.</summary>
    /// <exception cref="ExpressionException">It is too deep (<see cref="ExpressionErrors.BudgetDepth"/>).</exception>
    public void Enter()
    {
        if (++_depth > DepthMax) throw new ExpressionException(ExpressionErrors.BudgetDepth, "Stack overflow error");
    }

    public void Leave() => _depth--;
}
