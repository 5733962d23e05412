using System.Collections.Concurrent;
using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>A few reading connections. A read that finds them all taken waits for one; the read itself runs on the caller's thread.</summary>
internal sealed class ReaderPool : IAsyncDisposable
{
    private readonly ConcurrentStack<Reader> _idle; // the one used last has the warmest pages
    private readonly SemaphoreSlim _idleCount;
    private readonly Breakage _breakage;
    private readonly int _count;
    private volatile bool _disposed;

    public ReaderPool(IReadOnlyCollection<Reader> readers, Breakage breakage)
    {
        _idle = new(readers);
        _breakage = breakage;
        _count = readers.Count;
        _idleCount = new(_count, _count);
    }

    public async ValueTask<T> ReadAsync<TQuery, T>(TQuery query, Func<Reader, TQuery, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _idleCount.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Read(query, read);
        }
        catch (DatabaseException e)
        {
            if (Failures.IsDamaged(e))
                _breakage.Note(e); // a damaged database gets worse with every write
            throw Failures.OfRead(e);
        }
        finally
        {
            _idleCount.Release();
        }
    }

    /// <summary>Waits for the reads under way and closes the connections. Reads that come later are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        for (var i = 0; i < _count; i++)
        {
            await _idleCount.WaitAsync();
        }
        foreach (var reader in _idle)
        {
            reader.Dispose();
        }
        _idleCount.Release(_count); // whoever still waits finds the pool disposed
    }

    private T Read<TQuery, T>(TQuery query, Func<Reader, TQuery, T> read)
    {
        if (!_idle.TryPop(out var reader))
            throw new InvalidOperationException("Expected an idle reader after one was counted, found none.");
        try
        {
            return read(reader, query);
        }
        finally
        {
            _idle.Push(reader);
        }
    }
}
