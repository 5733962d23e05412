using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Worker;

/// <summary>What the tasks of one activity share.</summary>
internal sealed class ActivityWorker
{
    public required StepFunctionsClient Client { get; init; }

    public required ActivityRegistration Activity { get; init; }

    public required BatonWorkerOptions Options { get; init; }

    public required ActivityAddress Address { get; init; }

    public required IServiceScopeFactory Scopes { get; init; }

    public required ILogger Logger { get; init; }

    public Condition Polling { get; } = new();

    public TimeProvider Time => Options.Client.TimeProvider;

    public int TasksMax => Activity.Options.Pollers ?? Options.Pollers;

    public TimeSpan HeartbeatInterval => Activity.Options.HeartbeatInterval ?? Options.HeartbeatInterval;

    /// <summary>The wait after so many failures in a row: random up to a bound that doubles.</summary>
    public TimeSpan DelayAfter(int failures) => new Transport.RetryRule(0, TimeSpan.FromMilliseconds(100), Options.PollDelayMax).DelayAfter(failures);
}
