namespace Baton.Integrations.S3.Items;

/// <summary>Bounds on what items are read from.</summary>
public sealed record ItemReaderLimits
{
    /// <summary>The largest item, in bytes as they are read. Default 8 MiB, as in Step Functions. It is also what a reader holds of a file at a time.</summary>
    public int ItemBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>The largest file, in bytes after it was decompressed. Default 10 GiB, as in Step Functions.</summary>
    public long FileBytesMax { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Where in a JSON file the target of an <c>ItemsPointer</c> begins at the latest, in bytes. Default 16 MiB, as in Step Functions.</summary>
    public int PointerBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>The largest <c>manifest.json</c> of an inventory, in bytes. Default 64 MiB, some 300,000 data files.</summary>
    public int ManifestBytesMax { get; init; } = 64 * 1024 * 1024;
}
