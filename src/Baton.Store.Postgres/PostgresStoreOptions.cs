using System.ComponentModel.DataAnnotations;

namespace Baton.Store.Postgres;

/// <summary>Where a PostgreSQL store is and how it works.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>The number of partitions of a store that is created without a word about it.</summary>
    public const int PartitionsDefault = 64;

    /// <summary>The most that <see cref="Readers"/> can be.</summary>
    public const int ReadersMax = 512;

    /// <summary>
    /// Host, port, database, user and so on, in the words of Npgsql: <c>Host=db;Database=baton;Username=baton;Password=…</c>. The tables are in the
    /// schema <c>baton</c> of the database, which is made if it is missing.
    /// </summary>
    [Required]
    public required string ConnectionString { get; set; }

    /// <summary>
    /// How many partitions the executions are spread over. Fixed when the store is created: naming another number later is refused, naming none takes
    /// what is there. Default none, which creates a store with 64.
    /// </summary>
    [Range(1, 4096)]
    public int? Partitions { get; set; }

    /// <summary>Connections that read at the same time; a read beyond waits for one. One more connection writes. Default 8.</summary>
    [Range(1, ReadersMax)]
    public int Readers { get; set; } = 8;

    /// <summary>How long a write waits for somebody else's lock (a shell, a migration by hand) before it is refused as unavailable. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long an opening waits for the owner before to go: the server needs a moment to see that a killed process is gone. Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan OwnerTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connecting, and then a single statement, may take before the connection is given up. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a commit whose answer was lost waits for the database to say whether it was written. After that the store counts as broken, and only a new
    /// start reads what is true. Default 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan OutcomeTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Opens a database that may lose acknowledged commits when its machine loses power: <c>synchronous_commit</c> weaker than <c>on</c>, or
    /// <c>fsync</c> or <c>full_page_writes</c> off. Default false, which refuses it.
    /// </summary>
    public bool UnsafeDurability { get; set; }
}
