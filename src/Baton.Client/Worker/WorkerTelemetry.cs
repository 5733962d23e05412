using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Baton.Client.Worker;

/// <summary>
/// What OpenTelemetry is told of tasks: <c>AddSource(WorkerTelemetry.Name)</c> gives a span a task, <c>AddMeter(WorkerTelemetry.Name)</c> how many
/// are worked on and how long they took. Requests to the service are told by <c>System.Net.Http</c>.
/// </summary>
public static class WorkerTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Baton.Client";

    // The first is a published name, the others follow its conventions.
    private const string ActivityArn = "aws.step_functions.activity.arn";
    private const string WorkerName = "baton.worker.name";
    private const string ErrorType = "error.type";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("baton.worker.active_tasks", "{task}", "Tasks that are worked on.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "baton.worker.task.duration", "s", "How long a task was worked on.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
        });

    /// <summary>Runs a task's work inside a span, and counts it.</summary>
    internal static async Task<TaskOutcome> RunAsync(ActivityWorker worker, string activityArn, Func<Task<TaskOutcome>> work)
    {
        using var span = Source.StartActivity($"{worker.Activity.NameOrArn} process", ActivityKind.Consumer);
        span?.SetTag(ActivityArn, activityArn).SetTag(WorkerName, worker.Options.WorkerName);
        var tags = new TagList { { ActivityArn, activityArn } };
        Active.Add(1, tags);
        var since = worker.Time.GetTimestamp();
        var outcome = await work();
        Active.Add(-1, tags);
        if (ErrorOf(outcome) is { } error)
        {
            tags.Add(ErrorType, error);
            span?.SetTag(ErrorType, error).SetStatus(ActivityStatusCode.Error, (outcome as TaskOutcome.Failed)?.Cause);
        }
        Duration.Record(worker.Time.GetElapsedTime(since).TotalSeconds, tags);
        return outcome;
    }

    private static string? ErrorOf(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Failed failed => failed.Error,
        TaskOutcome.Gone => WorkerErrors.TaskWithdrawn,
        _ => null,
    };
}
