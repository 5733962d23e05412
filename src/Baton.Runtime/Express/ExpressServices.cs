using Baton.Engine;
using Baton.Expressions;
using Baton.Runtime.Logs;
using Baton.Runtime.Tasks;

namespace Baton.Runtime.Express;

/// <summary>What Express executions share.</summary>
internal sealed class ExpressServices
{
    /// <summary>The partition in their task tokens: none that a store has, so that nobody outside can answer for them.</summary>
    public const int Partition = ushort.MaxValue;

    public required EffectRunner Effects { get; init; }

    public required IExecutionLog? Log { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IRandomness Randomness { get; init; }

    public required EngineLimits Limits { get; init; }

    /// <summary>The present time in whole milliseconds, as history shows it.</summary>
    public DateTimeOffset Now() => Clock.NowStored();
}

/// <summary>Randomness for several threads at once.</summary>
internal sealed class SharedRandomness(IRandomness inner) : IRandomness
{
    private readonly Lock _lock = new();

    public ulong NextBits()
    {
        lock (_lock) return inner.NextBits();
    }
}
