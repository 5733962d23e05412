using System.Text;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Integrations.Aws;
using Baton.Integrations.Aws.Protocols;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Lambda;

/// <summary>
/// Calls functions through the Lambda Invoke API at the configured endpoint: <c>lambda:invoke</c>, <c>lambda:invoke.waitForTaskToken</c>, and
/// a function's own ARN as resource.
/// </summary>
public sealed class LambdaIntegration(HttpClient http, IntegrationOptions options, TimeProvider clock) : ITaskIntegration
{
    private readonly AwsService _lambda = new ServiceDirectory(options).Named("lambda");
    private readonly ServiceCaller _caller = new(http, options, clock);

    public bool Handles(OpenTask task) =>
        task.Kind == TaskKind.LambdaFunction || (task.ResourceType == "lambda" && ServiceTask.ActionOf(task) == "invoke");

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (_caller.EndpointOf(_lambda) is not { } endpoint)
        {
            return SdkErrors.OfClient(
                _lambda, isOptimized: true,
                "No endpoint is configured for 'lambda'. Start the server with Baton__Endpoints__lambda=http://HOST:PORT, the address of something that serves the Lambda Invoke API.");
        }
        var call = task.Kind == TaskKind.LambdaFunction ? FunctionCall.OfArn(task) : FunctionCall.OfParameters(task);
        if (call is null) return new TaskOutcome.Failed(StateErrors.Runtime, $"The Parameters '{task.Input}' could not be used to start the Task: [The field 'FunctionName' must name a function]");
        try
        {
            var answer = await _caller.SendAsync(_lambda, task.Execution, call.ToRequest(_lambda, endpoint), options.FunctionTimeMax, cancellationToken);
            return Outcome(task, answer);
        }
        catch (ServiceUnreachableException e)
        {
            return SdkErrors.OfClient(_lambda, isOptimized: true, e.Message);
        }
        catch (AnswerTooLongException)
        {
            return ServiceCalls.TooLong(task.Kind == TaskKind.LambdaFunction ? task.ResourceArn : task.ResourceType!);
        }
    }

    private TaskOutcome Outcome(OpenTask task, ServiceAnswer answer)
    {
        if (!answer.IsSuccess) return SdkErrors.Of(_lambda, isOptimized: true, Protocol.JsonError(answer));
        var text = Encoding.UTF8.GetString(answer.Body);
        var payload = answer.TryParse();
        if (answer.Header("X-Amz-Function-Error") is not null) return new TaskOutcome.Failed(((payload as JsonObject)?["errorType"] as JsonString)?.Value ?? "Lambda.Unknown", text);
        if (task.Kind != TaskKind.LambdaFunction) return new TaskOutcome.Succeeded(JsonText.Of(Result(answer, payload ?? JsonData.Of(text))));
        return payload is null && text.Length > 0
            ? new TaskOutcome.Failed(StateErrors.Runtime, $"The function '{task.ResourceArn}' returned a result that is not JSON.")
            : new TaskOutcome.Succeeded(JsonText.Of(payload ?? JsonData.Null));
    }

    /// <summary>The result of <c>lambda:invoke</c>: the payload among what the service says of the call.</summary>
    private static JsonObject Result(ServiceAnswer answer, JsonData payload)
    {
        var members = JsonObject.Of(("ExecutedVersion", JsonData.Of(answer.Header("X-Amz-Executed-Version") ?? "$LATEST")), ("Payload", payload), ("StatusCode", JsonData.Of(answer.StatusCode)));
        return answer.WithMetadata(answer.Header("X-Amz-Log-Result") is { } log ? members.With("LogResult", JsonData.Of(log)) : members);
    }
}
