namespace Baton.Json;

/// <summary>Bounds on a JSON text that comes from outside.</summary>
public sealed record JsonLimits
{
    /// <summary>
    /// No value nests deeper than this, read or computed: walking a value takes stack for each level, and a .NET process
    /// does not survive the end of its stack.
    /// </summary>
    public const int DepthCap = 2000;

    /// <param name="bytesMax">The longest text that is read, in bytes of UTF-8.</param>
    /// <param name="depthMax">How deep arrays and objects may nest, at most <see cref="DepthCap"/>.</param>
    public JsonLimits(int bytesMax, int depthMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(depthMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depthMax, DepthCap);
        BytesMax = bytesMax;
        DepthMax = depthMax;
    }

    /// <summary>64 MiB and 1,000 levels, as much as the parser reads that AWS uses: for text that other bounds have already admitted.</summary>
    public static JsonLimits Default { get; } = new(64 * 1024 * 1024, 1000);

    public int BytesMax { get; }

    public int DepthMax { get; }
}
