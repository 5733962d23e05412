namespace Baton.Expressions.Intrinsics;

/// <summary><c>java.util.Random</c>: the published linear congruential generator, for numbers that follow from a seed alone.</summary>
internal struct JavaRandom(long seed)
{
    private const long Multiplier = 0x5DEECE66D;
    private const long Mask = (1L << 48) - 1;

    private long _state = (seed ^ Multiplier) & Mask;

    /// <summary>A number from 0 on and below <paramref name="bound"/>; as <c>nextInt</c> up to its 31 bits.</summary>
    public long Next(long bound)
    {
        if (bound > int.MaxValue) return (long)(NextDouble() * bound);
        var limit = (int)bound;
        if ((limit & -limit) == limit) return limit * (long)NextBits(31) >> 31;
        int bits;
        int value;
        do
        {
            bits = NextBits(31);
            value = bits % limit;
        }
        while (bits - value + (limit - 1) < 0); // the overflow tells an incomplete last stretch, which would favour small numbers
        return value;
    }

    private double NextDouble() => (((long)NextBits(26) << 27) + NextBits(27)) * (1.0 / (1L << 53));

    private int NextBits(int bits)
    {
        _state = (_state * Multiplier + 0xB) & Mask;
        return (int)(_state >> (48 - bits));
    }
}
