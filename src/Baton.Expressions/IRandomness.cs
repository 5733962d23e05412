namespace Baton.Expressions;

/// <summary>Randomness as an input: seeded in tests, cryptographic in the server.</summary>
public interface IRandomness
{
    /// <summary>The next 64 random bits.</summary>
    ulong NextBits();

    /// <summary>A number at least 0 and less than 1.</summary>
    double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A random (version 4) UUID.</summary>
    Guid NextUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, NextBits());
        BitConverter.TryWriteBytes(bytes[8..], NextBits());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
