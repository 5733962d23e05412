using System.Text;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Functions;
using Baton.Integrations.Aws;
using Baton.Integrations.Aws.Protocols;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Lambda;

/// <summary>
/// Calls functions, those that this server knows itself and all others through the Lambda Invoke API at the configured endpoint: <c>lambda:invoke</c>,
/// <c>lambda:invoke.waitForTaskToken</c>, and a function's own ARN as resource.
/// </summary>
/// <param name="functions">The functions that this server knows; null for none.</param>
public sealed class LambdaIntegration(HttpClient http, IntegrationOptions options, TimeProvider clock, FunctionService? functions = null) : ITaskIntegration
{
    private readonly KnownFunctions? _known = functions is null ? null : new(functions);
    private readonly AwsService _lambda = new ServiceDirectory(options).Named("lambda");
    private readonly ServiceCaller _caller = new(http, options, clock);

    public bool Handles(OpenTask task) =>
        task.Kind == TaskKind.LambdaFunction || (task.ResourceType == "lambda" && ServiceTask.ActionOf(task) == "invoke");

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var call = task.Kind == TaskKind.LambdaFunction ? FunctionCall.OfArn(task) : FunctionCall.OfParameters(task);
        if (call is null) return Refused(task, "The field 'FunctionName' must name a function");
        try
        {
            if (_known?.Find(task, call) is { } name) return Outcome(task, await _known.InvokeAsync(task, name, call, cancellationToken));
            if (_caller.EndpointOf(_lambda) is not { } endpoint) return new TaskOutcome.Failed("Lambda.ResourceNotFoundException", KnownFunctions.NotFound(task, call));
            return Outcome(task, await _caller.SendAsync(_lambda, task.Execution, call.ToRequest(_lambda, endpoint), options.FunctionTimeMax, cancellationToken));
        }
        catch (FunctionCallException e)
        {
            return Refused(task, e.Message);
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

    private static TaskOutcome.Failed Refused(OpenTask task, string why) => new(StateErrors.Runtime, $"The Parameters '{task.Input}' could not be used to start the Task: [{why}]");

    private TaskOutcome Outcome(OpenTask task, ServiceAnswer answer)
    {
        if (!answer.IsSuccess) return SdkErrors.Of(_lambda, isOptimized: true, Protocol.JsonError(answer));
        var text = Encoding.UTF8.GetString(answer.Body);
        var payload = answer.TryParse();
        if (answer.Header("X-Amz-Function-Error") is not null) return new TaskOutcome.Failed((payload as JsonObject)?["errorType"] is JsonString { Value: { Length: > 0 } type } ? type : "Lambda.Unknown", text);
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
