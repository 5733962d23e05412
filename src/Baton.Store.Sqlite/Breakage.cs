using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Whether the storage under a store has failed. Once it has, nothing is written any more: what a repeated sync says cannot be trusted.</summary>
internal sealed class Breakage
{
    private volatile DatabaseException? _first;

    public bool Happened => _first is not null;

    /// <summary>Remembers a failure of the storage; the first one tells most.</summary>
    public void Note(DatabaseException failure) => _first ??= failure;

    public void ThrowIfHappened()
    {
        if (_first is { } failure)
            throw Failures.Broken(failure);
    }
}
