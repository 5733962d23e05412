using System.ComponentModel.DataAnnotations;

namespace Baton.Store.Sqlite;

/// <summary>Where a SQLite store is and how it works.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The number of partitions of a store that is created without a word about it.</summary>
    public const int PartitionsDefault = 64;

    /// <summary>The data folder; created if missing. On a local disk: SQLite's log needs shared memory, which network file systems do not give.</summary>
    [Required]
    public required string Folder { get; set; }

    /// <summary>
    /// How many partitions the executions are spread over. Fixed when the store is created: naming another number later is refused, naming none takes
    /// what is there. Default none, which creates a store with 64.
    /// </summary>
    [Range(1, 4096)]
    public int? Partitions { get; set; }

    /// <summary>Connections that read at the same time; a read beyond waits for one. Default: one per processor, at least 2, at most 8.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>How long a write waits for somebody else's lock (a shell, a backup) before it is refused as unavailable. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Memory for pages of the writing connection, in bytes. Default 64 MiB.</summary>
    [Range(1 << 20, 1L << 40)]
    public long WriterCacheBytes { get; set; } = 64L << 20;

    /// <summary>Memory for pages of each reading connection, in bytes. Default 8 MiB.</summary>
    [Range(1 << 20, 1L << 40)]
    public long ReaderCacheBytes { get; set; } = 8L << 20;

    /// <summary>
    /// How much is written to the log before it is copied into the database file, in bytes. More makes copies rarer and each of them, which a commit
    /// waits for, longer. Default 4 MiB.
    /// </summary>
    [Range(1 << 16, 1L << 30)]
    public long CheckpointBytes { get; set; } = 4L << 20;

    /// <summary>
    /// The size of the log from which the writer waits shortly for readers to let go of it, in bytes, so that it can begin anew. Default 64 MiB.
    /// A reader from outside that never lets go makes the log grow further.
    /// </summary>
    [Range(1 << 16, 1L << 40)]
    public long LogBytesMax { get; set; } = 64L << 20;

    /// <summary>How much of the file stays free for new data when the space of removed executions is given back, in bytes. Default 4 MiB.</summary>
    [Range(0, 1L << 40)]
    public long FreeBytesKept { get; set; } = 4L << 20;
}
