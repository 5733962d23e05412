using Baton.Functions.Invocations;

namespace Baton.Functions.RuntimeApi;

/// <summary>The process behind a listener, where it is known.</summary>
internal interface IRuntimeProcess
{
    /// <summary>It asks for work: it has begun.</summary>
    /// <returns>Which start of it asks; null for one that is to get no more work, because it is being ended.</returns>
    int? Asks();

    /// <summary>It is to get an invocation; false where that start of it has ended meanwhile.</summary>
    bool TryBegin(Invocation invocation, int start);

    /// <summary>The invocation that it was to get did not reach it.</summary>
    void Missed(Invocation invocation);

    /// <summary>Whether an invocation is the one that it has.</summary>
    bool Has(Invocation invocation);

    /// <summary>It says that an invocation has ended.</summary>
    /// <returns>The end of what it logged meanwhile.</returns>
    ReadOnlyMemory<byte> Ends(Invocation invocation);

    /// <summary>An invocation has not ended in its time.</summary>
    void IsLate(Invocation invocation);

    /// <summary>It could not begin, and ends.</summary>
    void FailedToBegin(FunctionResult error);
}
