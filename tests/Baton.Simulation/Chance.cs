using Baton.Local;

namespace Baton.Simulation;

/// <summary>Choices that a seed makes.</summary>
internal sealed class Chance(ulong seed)
{
    private readonly SeededRandomness _bits = new(seed);

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(_bits.NextBits() % (ulong)bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Whether something happens that happens so often.</summary>
    public bool Happens(double probability) => (_bits.NextBits() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Among<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public T Of<T>(params ReadOnlySpan<T> items) => items[Below(items.Length)];

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromMilliseconds(Between((int)(least * 1000), (int)(most * 1000)));
}
