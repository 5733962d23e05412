namespace Baton.Client.Tests;

/// <summary>Work that never ends by itself.</summary>
internal static class Forever
{
    public static Task UntilCancelledAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    /// <summary>What should come at once, and fails the test when it does not; the bound is for machines that have much else to do.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
}
