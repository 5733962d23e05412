using System.Collections.Immutable;
using Baton.Json;

namespace Baton.Engine.Execution;

/// <summary>The branches of a Parallel or the iterations of a Map that a frame waits for.</summary>
public sealed record FanOut
{
    /// <summary>Whether these are branches of a Parallel, which all run at once.</summary>
    public bool IsParallel { get; init; }

    /// <summary>How many there are in all.</summary>
    public required int Count { get; init; }

    /// <summary>How many may run at once; 0 is no limit.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>The items of a Map where they were computed and so cannot be selected again; null where they can.</summary>
    public JsonText? Items { get; init; }

    /// <summary>How many have been started; they start in order.</summary>
    public int Started { get; init; }

    /// <summary>The event that the next iteration's start follows: the start of the Map, or the last state of the iteration that made room.</summary>
    public long StartsAfter { get; init; }

    /// <summary>The outputs of those that ended, by index.</summary>
    public ImmutableDictionary<int, JsonText> Results { get; init; } = ImmutableDictionary<int, JsonText>.Empty;

    /// <summary>Whether there is another one to start, or all have ended.</summary>
    public bool IsReady => IsComplete || MayStart;

    public bool IsComplete => Results.Count == Count;

    public bool MayStart => Started < Count && (MaxConcurrency == 0 || Started - Results.Count < MaxConcurrency);
}
