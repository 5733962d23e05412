using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class TaskStates
{
    /// <summary>Schedules an attempt; each one has a token of its own.</summary>
    public static void Schedule(Decider decider, Frame frame, TaskState state)
    {
        var context = decider.Context;
        var token = TaskToken.New(context.Partition, context.Number, frame.Id, context.Randomness);
        var scope = new StateScope(decider, frame, state) { Token = state.Resource is TaskResource.Service { Pattern: not IntegrationPattern.RequestResponse } ? token : null };
        var input = DataFlow.Arguments(scope);
        var raw = DataFlow.EffectiveInput(scope);
        var (kind, resourceType, resource, pattern) = Names(state.Resource);
        LimitParameters(scope, input);

        decider.Emit(
            new ExecutionEvent.TaskScheduled(kind, token, state.Resource.Arn, resourceType, resource, pattern, input)
            {
                Region = kind == TaskKind.Service ? decider.State.Identity.Region : null,
                TimeoutSeconds = state.TimeoutSeconds is { } timeout ? Values.ReadSeconds(scope, timeout, raw.Value) : null,
                HeartbeatSeconds = state.HeartbeatSeconds is { } heartbeat ? Values.ReadSeconds(scope, heartbeat, raw.Value) : null,
                RoleArn = RoleArn(scope, state, raw),
            },
            frame);

        // A worker starts an activity when it polls; everything else starts as soon as this is durable.
        if (kind != TaskKind.Activity) decider.Emit(new ExecutionEvent.TaskStarted(kind, resourceType, resource), decider.Frame(frame.Id));
    }

    public static void Succeeded(Decider decider, Frame frame, OpenTask task, JsonText output)
    {
        if (TooLong(decider, output))
        {
            Failed(decider, frame, task, TaskFailureKind.Failed, StateErrors.DataLimitExceeded, DataFlow.TooLongText(decider.StateOf(frame)));
            return;
        }
        decider.Emit(new ExecutionEvent.TaskSucceeded(task.Kind, task.ResourceType, task.Resource, output), frame);
        decider.Guarded(frame.Id, () => DataFlow.Leave(new StateScope(decider, decider.Frame(frame.Id), decider.StateOf(frame)), output));
    }

    public static void Failed(Decider decider, Frame frame, OpenTask task, TaskFailureKind kind, string? error, string? cause)
    {
        decider.Emit(new ExecutionEvent.TaskFailed(task.Kind, kind, task.ResourceType, task.Resource, error, cause), frame);
        decider.Guarded(frame.Id, () => throw new StateFailure(error, cause) { IsTask = true });
    }

    /// <summary>The task took too long, or nobody said that it goes on. History names both a timeout.</summary>
    public static void TimedOut(Decider decider, Frame frame, OpenTask task, bool isHeartbeat)
    {
        decider.Emit(new ExecutionEvent.TaskFailed(task.Kind, TaskFailureKind.TimedOut, task.ResourceType, task.Resource, StateErrors.Timeout, null), frame);
        decider.Guarded(frame.Id, () => throw new StateFailure(StateErrors.Timeout, null) { IsTask = true, IsHeartbeat = isHeartbeat });
    }

    private static (TaskKind Kind, string? ResourceType, string Resource, IntegrationPattern Pattern) Names(TaskResource resource) => resource switch
    {
        TaskResource.Activity activity => (TaskKind.Activity, null, activity.Arn, IntegrationPattern.RequestResponse),
        TaskResource.LambdaFunction function => (TaskKind.LambdaFunction, null, function.Arn, IntegrationPattern.RequestResponse),
        TaskResource.Service service => (TaskKind.Service, service.ServiceName, service.Action, service.Pattern),
        _ => throw new InvariantException("A resource is an activity, a function or a service."),
    };

    private static string? RoleArn(StateScope scope, TaskState state, JsonText input) =>
        state.Credentials is { } credentials && DataFlow.Evaluate(scope, credentials, input, "Credentials").Value is JsonObject value
            ? (value["RoleArn"] as JsonString)?.Value
            : null;

    private static bool TooLong(Decider decider, JsonText payload) => payload.Utf8.Length > decider.Context.Limits.PayloadBytesMax;

    private static void LimitParameters(StateScope scope, JsonText input)
    {
        if (!TooLong(scope.Decider, input)) return;
        throw new StateFailure(
            StateErrors.DataLimitExceeded,
            $"The state/task '{Failures.Subject(scope.State)}' provided parameters with a size exceeding the maximum number of bytes service limit.");
    }
}
