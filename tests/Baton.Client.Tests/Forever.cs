namespace Baton.Client.Tests;

/// <summary>Work that never ends by itself.</summary>
internal static class Forever
{
    public static Task UntilCancelledAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);
}
