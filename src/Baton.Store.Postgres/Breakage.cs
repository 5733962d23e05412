namespace Baton.Store.Postgres;

/// <summary>Whether what the database holds can no longer be known. Once it is so, nothing is written any more.</summary>
internal sealed class Breakage
{
    private volatile StoreBrokenException? _first;

    /// <summary>Remembers why; the first reason tells most.</summary>
    public StoreBrokenException Note(StoreBrokenException reason) => _first ??= reason;

    public void ThrowIfHappened()
    {
        if (_first is { } reason) throw new StoreBrokenException(reason.Message, reason);
    }
}
