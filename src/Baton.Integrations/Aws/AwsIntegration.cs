using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Integrations.Aws.Jobs;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Aws;

/// <summary>
/// Passes tasks through to the services of AWS, or to emulators of these: <c>aws-sdk:SERVICE:ACTION</c>, and the optimized integrations of those services
/// that have a line in <see cref="AwsServices"/>, with <c>.waitForTaskToken</c> and <c>.sync</c>.
/// </summary>
public sealed class AwsIntegration : IJobIntegration
{
    private readonly ServiceDirectory _services;
    private readonly ServiceCalls _calls;
    private readonly IntegrationOptions _options;
    private readonly TimeProvider _clock;

    public AwsIntegration(HttpClient http, IntegrationOptions options, TimeProvider clock)
    {
        _services = new ServiceDirectory(options);
        _calls = new ServiceCalls(new ServiceCaller(http, options, clock), options);
        _options = options;
        _clock = clock;
    }

    public bool Handles(OpenTask task) => _services.IsServiceTask(task);

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (_services.Find(task) is not { } call) return Unknown(task);
        if (task.Pattern == Language.Model.IntegrationPattern.RunJob && JobKinds.Find(task) is null)
        {
            return new TaskOutcome.Failed(StateErrors.Runtime, $"Baton does not know how to wait for the job of '{task.ResourceArn}'. Use the action without .sync, and a loop that looks at the job.");
        }
        var isPutEvents = call is { IsOptimized: true, Operation: "PutEvents" };
        var (result, answer, failure, _) = await _calls.CallAsync(call, call.Operation, isPutEvents ? EventEntries.WithExecution(call.Parameters, task.Execution) : call.Parameters, cancellationToken);
        if (failure is not null) return failure;
        if (isPutEvents && EventEntries.Failure(result!) is { } refused) return refused;
        return new TaskOutcome.Succeeded(JsonText.Of(call.IsOptimized ? answer!.WithMetadata(result!) : result!));
    }

    public async Task<TaskOutcome> WatchAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var (call, kind, submission) = JobOf(task);
        while (true)
        {
            await Task.Delay(_options.JobPollInterval, _clock, cancellationToken);
            var (result, _, failure, isTransient) = await _calls.CallAsync(call, kind.Describe, kind.DescribeWith(call.Parameters, submission), cancellationToken);
            if (isTransient) continue; // looked at again: the job goes on meanwhile
            if (failure is not null) return failure;
            if (kind.Outcome(task, result!) is { } outcome) return outcome;
        }
    }

    public async Task CancelAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var (call, kind, submission) = JobOf(task);
        await _calls.CallAsync(call, kind.Stop, kind.StopWith(call.Parameters, submission), cancellationToken); // as on AWS it is tried, and no more
    }

    private (ServiceTask Call, JobKind Kind, JsonObject Submission) JobOf(OpenTask task) => (_services.Find(task)!, JobKinds.Find(task)!, (JsonObject)task.Submission!.Value);

    private static TaskOutcome.Failed Unknown(OpenTask task)
    {
        var name = task.ResourceType!.Split(':')[^1];
        return new TaskOutcome.Failed(
            StateErrors.Runtime,
            $"Baton does not know the service '{name}'. If it speaks AWS JSON or Query, say how: Baton__Services__{name}__Protocol=json-1.1 (json-1.0, query), "
            + $"Baton__Services__{name}__Target=PREFIX (what comes before the action in X-Amz-Target, or the version of a Query API), and Baton__Endpoints__{name}=http://HOST:PORT.");
    }
}
