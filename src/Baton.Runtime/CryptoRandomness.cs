using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Baton.Expressions;

namespace Baton.Runtime;

/// <summary>Unguessable random bits, drawn from the system in blocks. Not for several threads at once.</summary>
public sealed class CryptoRandomness : IRandomness
{
    private readonly ulong[] _block = new ulong[64];
    private int _used = 64;

    public ulong NextBits()
    {
        if (_used == _block.Length)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_block.AsSpan()));
            _used = 0;
        }
        return _block[_used++];
    }
}
