namespace Baton.Client.Worker;

/// <summary>An activity whose tasks come from a service over the network.</summary>
internal sealed class RemoteActivityWorker : ActivityWorker
{
    public required StepFunctionsClient Client { get; init; }

    public required ActivityAddress Address { get; init; }

    public Condition Polling { get; } = new();

    /// <summary>The wait after so many failures in a row: random up to a bound that doubles.</summary>
    public TimeSpan DelayAfter(int failures) => new Transport.RetryRule(0, TimeSpan.FromMilliseconds(100), Options.PollDelayMax).DelayAfter(failures);
}
