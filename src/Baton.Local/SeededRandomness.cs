using Baton.Expressions;

namespace Baton.Local;

/// <summary>Randomness that a seed gives: the same seed, the same numbers (SplitMix64).</summary>
public sealed class SeededRandomness(ulong seed) : IRandomness
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
