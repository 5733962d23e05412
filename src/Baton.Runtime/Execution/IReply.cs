namespace Baton.Runtime.Execution;

/// <summary>Takes an answer that is durable. Told once, where commits are told: what it does must be quick.</summary>
public interface IReply<in T>
{
    void Set(T answer);

    void Fail(Exception error);
}

/// <summary>A reply that somebody awaits.</summary>
internal sealed class AwaitedReply<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IReply<T>
{
    public void Set(T answer) => TrySetResult(answer);

    public void Fail(Exception error) => TrySetException(error);
}
