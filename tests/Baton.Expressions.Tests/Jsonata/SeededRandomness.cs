namespace Baton.Expressions.Tests.Jsonata;

/// <summary>Random bits that are the same for the same seed.</summary>
internal sealed class SeededRandomness(ulong seed) : IRandomness
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
