using System.Diagnostics.CodeAnalysis;

namespace Baton.Client.Worker;

/// <summary>A task that came over the stream, until the service has taken or refused its result.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and so nothing to dispose of; it may be cancelled late.")]
internal sealed class StreamTask(RemoteActivityWorker worker, string token)
{
    private readonly CancellationTokenSource _gone = new();

    public RemoteActivityWorker Worker => worker;

    public string Token => token;

    /// <summary>Cancelled when nobody waits for the result any more.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>What came of it; null while it is worked on.</summary>
    public TaskOutcome? Outcome { get; set; }

    public void Cancel() => _gone.Cancel();
}
