using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Worker;

/// <summary>What the tasks of one activity share, wherever they come from.</summary>
internal class ActivityWorker
{
    public required ActivityRegistration Activity { get; init; }

    public required BatonWorkerOptions Options { get; init; }

    public required IServiceScopeFactory Scopes { get; init; }

    public required ILogger Logger { get; init; }

    public TimeProvider Time => Options.Client.TimeProvider;

    public int TasksMax => Activity.Options.Pollers ?? Options.Pollers;

    public TimeSpan HeartbeatInterval => Activity.Options.HeartbeatInterval ?? Options.HeartbeatInterval;
}
