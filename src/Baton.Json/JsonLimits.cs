namespace Baton.Json;

/// <summary>Bounds on a JSON text that comes from outside.</summary>
/// <param name="BytesMax">The longest text that is read, in bytes of UTF-8.</param>
/// <param name="DepthMax">How deep arrays and objects may nest.</param>
public sealed record JsonLimits(int BytesMax, int DepthMax)
{
    /// <summary>64 MiB and 500 levels: for text that other bounds have already admitted.</summary>
    public static JsonLimits Default { get; } = new(64 * 1024 * 1024, 500);
}
