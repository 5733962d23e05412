namespace Baton.Simulation;

/// <summary>Everything that happens in a run, as one number: two runs of a plan give the same.</summary>
internal sealed class Trace
{
    private ulong _hash = 14695981039346656037;

    public ulong Hash => _hash;

    public void Add(long fact)
    {
        for (var i = 0; i < sizeof(long); i++) Mix((byte)(fact >> (8 * i)));
    }

    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var c in text) Mix((byte)c);
    }

    private void Mix(byte value) => _hash = (_hash ^ value) * 1099511628211; // FNV-1a
}
