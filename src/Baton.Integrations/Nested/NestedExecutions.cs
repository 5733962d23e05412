using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Baton.Engine.Execution;
using Baton.Integrations.Aws;
using Baton.Integrations.Aws.Jobs;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Execution;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Nested;

/// <summary>
/// <c>states:startExecution</c> in all its forms, and <c>aws-sdk:sfn:*</c>, done by this server itself where no endpoint for them is configured. A child
/// that was started bears the token of the task that started it, so that it is the same child however often the task asks.
/// </summary>
public sealed class NestedExecutions : IJobIntegration
{
    private readonly ISfnApi _api;
    private readonly ExecutionEndings _endings;
    private readonly ServiceDirectory _services;
    private readonly TimeProvider _clock;
    private readonly bool _isElsewhere;

    public NestedExecutions(ISfnApi api, ExecutionEndings endings, IntegrationOptions options, TimeProvider clock)
    {
        _api = api;
        _endings = endings;
        _services = new ServiceDirectory(options);
        _clock = clock;
        _isElsewhere = options.Endpoints.ContainsKey("sfn") || options.Endpoints.ContainsKey("states");
    }

    public bool Handles(OpenTask task) => !_isElsewhere && task.Kind == TaskKind.Service && task.ResourceType is "states" or "aws-sdk:sfn";

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var call = _services.Find(task)!;
        var parameters = Casing.ToWire(call.Service, call.Parameters);
        if (call.Operation == "StartExecution" && !parameters.Has("name")) parameters = parameters.With("name", JsonData.Of(NameOf(task.Token)));
        if (call.Operation is "StartExecution" or "StartSyncExecution" && !parameters.Has("traceHeader") && task.Execution.TraceHeader is { } trace)
        {
            parameters = parameters.With("traceHeader", JsonData.Of(trace));
        }
        var (answer, failure) = await CallAsync(call, call.Operation, parameters, cancellationToken);
        if (failure is not null) return failure;
        var result = Casing.FromWire(call.Service, answer.Body, call.IsOptimized);
        return new TaskOutcome.Succeeded(JsonText.Of(call.IsOptimized ? AsAnswered(answer).WithMetadata(result) : result));
    }

    public async Task<TaskOutcome> WatchAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var (call, kind, submission) = (_services.Find(task)!, JobKinds.Find(task)!, (JsonObject)task.Submission!.Value);
        while (true)
        {
            await _endings.WaitAsync(((JsonString)submission["ExecutionArn"]!).Value, cancellationToken);
            var (answer, failure) = await CallAsync(call, kind.Describe, Casing.ToWire(call.Service, kind.DescribeWith(call.Parameters, submission)), cancellationToken);
            if (failure is not null) return failure;
            if (kind.Outcome(task, Casing.FromWire(call.Service, answer.Body, isOptimized: true)) is { } outcome) return outcome;
        }
    }

    public async Task CancelAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var (call, kind) = (_services.Find(task)!, JobKinds.Find(task)!);
        var parameters = kind.StopWith(call.Parameters, (JsonObject)task.Submission!.Value);
        await CallAsync(call, kind.Stop, Casing.ToWire(call.Service, parameters), cancellationToken); // one that is not there any more has ended too
    }

    private async Task<(SfnAnswer Answer, TaskOutcome? Failure)> CallAsync(ServiceTask call, string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        var caller = new ParentTask(call.Task.Token, Waits: call.Task.Pattern == IntegrationPattern.RunJob);
        var answer = await _api.CallAsync(operation, parameters, call.Task.Execution.Region, caller, cancellationToken);
        if (answer.ErrorCode is not { } code) return (answer, null);
        var error = new ServiceError(code, (answer.Body["message"] as JsonString)?.Value ?? "null", answer.StatusCode, Guid.NewGuid().ToString());
        return (answer, SdkErrors.Of(call.Service, call.IsOptimized, error));
    }

    /// <summary>The answer as it would have come over the wire: results tell of it.</summary>
    private ServiceAnswer AsAnswered(SfnAnswer answer)
    {
        var body = answer.Body.ToUtf8();
        (string Name, string Value)[] headers =
        [
            ("x-amzn-RequestId", Guid.NewGuid().ToString()), ("connection", "keep-alive"), ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
            ("Date", _clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)), ("Content-Type", "application/x-amz-json-1.0"),
        ];
        return new ServiceAnswer(answer.StatusCode, [.. headers.Select(header => KeyValuePair.Create(header.Name, (IReadOnlyList<string>)[header.Value]))], body);
    }

    /// <summary>The name of a child that the workflow does not name: the same for every try of the task, and telling nothing of its token.</summary>
    private static string NameOf(TaskToken token) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(token.ToString())).AsSpan(0, 16)).ToString();
}
