using System.Globalization;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>How connections to the database are made: one kind writes, many read.</summary>
internal sealed class Connections : IAsyncDisposable
{
    /// <summary>More than there are statements, so that each stays prepared.</summary>
    private const int PreparedMax = 100;

    /// <summary>
    /// Every statement of ours has an index to go by, so the planner is told to: statistics of a table that grows fast are old, and a plan made for the
    /// values of one call would be made again at each.
    /// </summary>
    private const string Planning = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    /// <summary>A writer whose machine is gone without a word loses its session, and with it the ownership, after about 20 s.</summary>
    private const string NoticingLoss = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private readonly List<NpgsqlDataSource> _sources = [];
    private readonly NpgsqlDataSource _writers;

    /// <exception cref="StoreOpenException">The connection string is not one.</exception>
    public Connections(PostgresStoreOptions options)
    {
        var given = Parse(options.ConnectionString);
        Place = $"database '{given.Database ?? given.Username}' on {given.Host}";
        var lockMilliseconds = ((long)options.LockTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        _writers = SourceOf(Of(
            given, options, $"{NoticingLoss} -c lock_timeout={lockMilliseconds} -c statement_timeout=0 -c idle_session_timeout=0", pooling: false));
        Readers = SourceOf(Of(given, options, "-c default_transaction_read_only=on", pooling: true));
    }

    /// <summary>Where the store is, for people; holds no secret.</summary>
    public string Place { get; }

    /// <summary>A few connections, kept open, that only read.</summary>
    public NpgsqlDataSource Readers { get; }

    /// <summary>A new connection that may write.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public async Task<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken) => await _writers.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
    }

    /// <summary>Of several hosts, the one that can be written.</summary>
    private NpgsqlDataSource SourceOf(NpgsqlConnectionStringBuilder settings)
    {
        _sources.Add(NpgsqlDataSource.Create(settings));
        return _sources[^1] is NpgsqlMultiHostDataSource several ? several.WithTargetSession(TargetSessionAttributes.Primary) : _sources[^1];
    }

    private static NpgsqlConnectionStringBuilder Of(NpgsqlConnectionStringBuilder given, PostgresStoreOptions options, string settings, bool pooling)
    {
        var seconds = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        return new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            ApplicationName = $"baton, process {Environment.ProcessId} on {Environment.MachineName}",
            Options = $"{given.Options} -c search_path=baton {Planning} {settings}".Trim(),
            Pooling = pooling,
            MinPoolSize = 0,
            MaxPoolSize = options.Readers,
            Timeout = seconds,
            CommandTimeout = seconds,
            CancellationTimeout = -1, // a server that does not answer does not answer a cancellation either: the connection is given up
            MaxAutoPrepare = PreparedMax,
            AutoPrepareMinUsages = 2,
            Enlist = false,
            PersistSecurityInfo = false,
            TargetSessionAttributes = null,
        };
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var given = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(given.Host)
                ? throw new StoreOpenException("The connection string of PostgreSQL names no Host; expected something like 'Host=db;Database=baton;Username=baton;Password=…'.")
                : given;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // What it says may hold the value that it did not like, and with it a secret.
            throw new StoreOpenException("The connection string of PostgreSQL cannot be read; expected something like 'Host=db;Database=baton;Username=baton;Password=…'.");
        }
    }
}
