using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>
/// The one connection that writes. It holds an advisory lock, which ends with it: as long as it lives, no other server has the store, and as soon as another
/// has it, nothing can be written here any more.
/// </summary>
/// <remarks>
/// A lost session is replaced by a new one before the next write, if nobody had the store in between. The lock of the new one also says that the old one is
/// done with whatever it was doing, so that what the database holds then is what it will hold. Not for two threads at once.
/// </remarks>
internal sealed class Session(Connections connections, PostgresStoreOptions options, Breakage breakage) : IAsyncDisposable
{
    /// <summary>"Btn1": the first half of the lock; the second names what is locked.</summary>
    private const int LockClass = 0x42746e31;
    private const int LockObject = 1;

    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(100);

    private static readonly Statement Owner = new("find_owner", "class", "object");
    private static readonly Statement End = new("end_session", "pid", "started_at");
    private static readonly Statement Take = new("take_partitions");
    private static readonly Statement Lock = new("lock_partitions", "partitions", "epochs");
    private static readonly Statement ReadStore = new("read_store");

    private NpgsqlConnection? _connection;
    private (int Pid, DateTime StartedAt) _backend;
    private Dictionary<int, long> _epochs = [];

    /// <summary>The number of the last commit that is known to be durable.</summary>
    public long CommitNumber { get; private set; }

    /// <summary>Connects and takes the lock.</summary>
    /// <exception cref="StoreOpenException">Another server has it.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        if (await TryLockAsync()) return _connection!;
        var owners = await _connection!.AllAsync(
            Owner.Bind(LockClass, LockObject), row => $"'{row.GetString(0)}'{(row.IsDBNull(1) ? "" : $" ({row.GetString(1)})")}", cancellationToken);
        throw new StoreOpenException(
            $"The store in {connections.Place} is in use by {owners.FirstOrDefault() ?? "another server"}. Only one server may have it: stop that one, or name another database.");
    }

    /// <summary>Makes this session the owner of all partitions: whoever was it writes no more.</summary>
    public async Task TakePartitionsAsync(long commitNumber)
    {
        _epochs = (await _connection!.AllAsync(Take.Bind(), row => (row.GetInt32(0), row.GetInt64(1)), CancellationToken.None)).ToDictionary();
        CommitNumber = commitNumber;
    }

    /// <summary>Asks for these partitions, under the epochs in which they are ours: one row for each that is ours still.</summary>
    public NpgsqlBatchCommand LockPartitions(ICollection<int> partitions) =>
        Lock.Bind(partitions.ToArray(), partitions.Select(partition => _epochs[partition]).ToArray());

    /// <summary>The connection to write on: the one that is there, or a new one where it was lost.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="StoreUnavailableException">Somebody has the lock, and nobody has taken the store over yet.</exception>
    /// <exception cref="StoreBrokenException">Another server has had the store, or the database has lost what it had acknowledged.</exception>
    public async Task<NpgsqlConnection> ConnectedAsync()
    {
        if (_connection is { State: System.Data.ConnectionState.Open } connection) return connection;
        await LoseAsync();
        try
        {
            var found = await ReopenAsync();
            if (found != CommitNumber) throw Broken($"has commit {found} as its last where {CommitNumber} was acknowledged: it was restored, or taken over by a server that had not received all");
            return _connection!;
        }
        catch
        {
            await LoseAsync();
            throw;
        }
    }

    /// <summary>Says that the commit after <see cref="CommitNumber"/> is durable.</summary>
    public void Committed() => CommitNumber++;

    /// <summary>Finds out whether the commit after <see cref="CommitNumber"/>, whose answer was lost, was written.</summary>
    /// <exception cref="StoreBrokenException">It cannot be found out.</exception>
    public async Task<bool> WasCommittedAsync(NpgsqlException lost)
    {
        using var timeout = new CancellationTokenSource(options.OutcomeTimeout);
        while (true)
        {
            await LoseAsync();
            try
            {
                var found = await ReopenAsync();
                if (found != CommitNumber && found != CommitNumber + 1) throw Broken($"has commit {found} as its last where {CommitNumber} or the next was expected");
                return found != CommitNumber;
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException && !timeout.IsCancellationRequested)
            {
                await Task.Delay(PauseBetweenAttempts, CancellationToken.None);
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException)
            {
                await LoseAsync();
                throw breakage.Note(new StoreBrokenException(
                    $"Whether the last commit to {connections.Place} was written is unknown: the connection was lost, and the database was not back within {options.OutcomeTimeout}. Start again to read what is true.", lost));
            }
        }
    }

    /// <summary>Undoes the transaction that is open, if one is.</summary>
    /// <exception cref="NpgsqlException">The session is lost.</exception>
    public async Task UndoAsync()
    {
        if (_connection is { State: System.Data.ConnectionState.Open } connection) await connection.ExecuteAsync("ROLLBACK");
    }

    /// <summary>Gives the connection up, and the lock with it.</summary>
    public async Task LoseAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await LoseAsync();

    /// <returns>The number of the last commit in the database.</returns>
    private async Task<long> ReopenAsync()
    {
        var before = _backend;
        await ConnectAsync(CancellationToken.None);
        await _connection!.ExecuteAsync(End.Bind(before.Pid, before.StartedAt));
        var isOurs = await TryLockAsync();
        var held = await _connection!.AllAsync(LockPartitions(_epochs.Keys), row => row.GetInt32(0), CancellationToken.None);
        if (held.Count != _epochs.Count) throw Broken("was taken over by another server while this one had lost its connection. This one stops");
        if (!isOurs) throw new StoreUnavailableException($"The lock of the store in {connections.Place} is held by another session.", new TimeoutException());
        return (await _connection!.AllAsync(ReadStore.Bind(), row => row.GetInt64(6), CancellationToken.None)).Single();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _connection = await connections.OpenWriterAsync(cancellationToken);
        var started = await _connection.ReadAsync<DateTime>("SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()");
        _backend = (_connection.ProcessID, started);
    }

    private async Task<bool> TryLockAsync()
    {
        try
        {
            var milliseconds = (long)options.OwnerTimeout.TotalMilliseconds;
            await _connection!.ExecuteAsync(FormattableString.Invariant(
                $"BEGIN; SET LOCAL lock_timeout = {milliseconds}; SELECT pg_advisory_lock({LockClass}, {LockObject}); COMMIT"), isLong: true); // as long as the lock may take
            return true;
        }
        catch (NpgsqlException e) when (Failures.IsLocked(e))
        {
            await _connection!.ExecuteAsync("ROLLBACK");
            return false;
        }
    }

    private StoreBrokenException Broken(string what) =>
        breakage.Note(new StoreBrokenException($"The store in {connections.Place} {what}.", new InvalidOperationException("The database is not as this server left it.")));
}
