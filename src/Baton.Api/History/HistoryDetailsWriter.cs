using System.Diagnostics;
using System.Text.Json;
using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Api.History;

/// <summary>Writes the members of an event's details object.</summary>
/// <param name="dataBytesMax">What is longer is cut off, and said to be.</param>
internal sealed class HistoryDetailsWriter(Utf8JsonWriter json, bool includeExecutionData, int dataBytesMax = int.MaxValue)
{
    public void Write(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.ExecutionStarted e: Started(e.Identity); break;
            case ExecutionEvent.ExecutionSucceeded e: Data("output", e.Output); break;
            case ExecutionEvent.ExecutionFailed e: Error(e.Error, e.Cause); break;
            case ExecutionEvent.ExecutionAborted e: Error(e.Error, e.Cause); break;
            case ExecutionEvent.ExecutionTimedOut: Error(StateErrors.Timeout, null); break;
            case ExecutionEvent.ExecutionRedriven e: Redriven(e); break;
            case ExecutionEvent.StateEntered e: Text("name", e.Name); Data("input", e.Input); break;
            case ExecutionEvent.StateExited e: Exited(e); break;
            case ExecutionEvent.MapStateStarted e: json.WriteNumber("length", e.Length); break;
            case ExecutionEvent.MapIterationStarted e: Iteration(e.Name, e.Index); break;
            case ExecutionEvent.MapIterationSucceeded e: Iteration(e.Name, e.Index); break;
            case ExecutionEvent.MapIterationFailed e: Iteration(e.Name, e.Index); break;
            case ExecutionEvent.MapIterationAborted e: Iteration(e.Name, e.Index); break;
            case ExecutionEvent.MapRunStarted e: Text("mapRunArn", e.Run.Arn); break;
            case ExecutionEvent.MapRunRedriven e: Text("mapRunArn", e.Arn); json.WriteNumber("redriveCount", e.RedriveCount); break;
            case ExecutionEvent.MapRunFailed e: Error(e.Error, e.Cause); break;
            case ExecutionEvent.EvaluationFailed e:
                Error(e.Error, e.Cause);
                Text("location", e.Location);
                Text("state", e.State);
                break;
            default: Task(happened); break;
        }
    }

    private void Started(ExecutionIdentity identity)
    {
        Data("input", identity.Input);
        Text("roleArn", identity.RoleArn);
        Text("stateMachineAliasArn", identity.StateMachineAliasArn);
        Text("stateMachineVersionArn", identity.StateMachineVersionArn);
    }

    /// <summary>Where a state was asked for, which AWS has not, a member of Baton's own names it.</summary>
    private void Redriven(ExecutionEvent.ExecutionRedriven e)
    {
        json.WriteNumber("redriveCount", e.RedriveCount);
        if (e.MapRunRedrive is null) Text("fromState", e.From?.State);
    }

    private void Task(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.TaskScheduled e: Scheduled(e); break;
            case ExecutionEvent.TaskStarted { Kind: TaskKind.Activity } e: Text("workerName", e.WorkerName); break;
            case ExecutionEvent.TaskStarted e: Service(e.ResourceType, e.Resource); break;
            case ExecutionEvent.TaskSubmitted e: Service(e.ResourceType, e.Resource); Data("output", e.Output); break;
            case ExecutionEvent.TaskSucceeded e:
                if (e.Kind == TaskKind.Service) Service(e.ResourceType, e.Resource);
                Data("output", e.Output);
                break;
            case ExecutionEvent.TaskFailed e:
                if (e.Kind == TaskKind.Service) Service(e.ResourceType, e.Resource);
                Error(e.Error, e.Cause);
                break;
            default: throw new UnreachableException($"No details for {happened.GetType().Name}.");
        }
    }

    private void Scheduled(ExecutionEvent.TaskScheduled e)
    {
        if (e.Kind == TaskKind.Service)
        {
            Service(e.ResourceType, e.Resource);
            Text("region", e.Region);
            json.WriteString("parameters", includeExecutionData ? e.Input.Utf8.Span : "{}"u8); // the API model wants it there
        }
        else
        {
            Text("resource", e.Resource);
            Data("input", e.Input);
        }
        if (e.TimeoutSeconds is { } timeout) json.WriteNumber("timeoutInSeconds", timeout);
        if (e.HeartbeatSeconds is { } heartbeat && e.Kind != TaskKind.LambdaFunction) json.WriteNumber("heartbeatInSeconds", heartbeat);
        if (e.RoleArn is null || e.Kind == TaskKind.Activity) return;
        json.WriteStartObject("taskCredentials");
        json.WriteString("roleArn", e.RoleArn);
        json.WriteEndObject();
    }

    private void Exited(ExecutionEvent.StateExited e)
    {
        Text("name", e.Name);
        Data("output", e.Output);
        if (!includeExecutionData || e.AssignedVariables is not { } assigned) return;
        json.WriteStartObject("assignedVariables");
        foreach (var (name, value) in assigned) json.WriteString(name, value.Utf8.Span);
        json.WriteEndObject();
        Truncated("assignedVariablesDetails");
    }

    private void Iteration(string name, int index)
    {
        json.WriteString("name", name);
        json.WriteNumber("index", index);
    }

    private void Service(string? resourceType, string resource)
    {
        Text("resourceType", resourceType);
        json.WriteString("resource", resource);
    }

    private void Error(string? error, string? cause)
    {
        Text("error", error);
        Text("cause", cause);
    }

    /// <summary>A payload: its JSON as text, and whether something of it was cut off.</summary>
    private void Data(string name, JsonText data)
    {
        if (!includeExecutionData) return;
        var text = data.Utf8.Span;
        var isTruncated = text.Length > dataBytesMax;
        json.WriteString(name, isTruncated ? text[..CharacterStart(text, dataBytesMax)] : text);
        Truncated($"{name}Details", isTruncated);
    }

    /// <summary>The last place at or before <paramref name="index"/> where a UTF-8 character begins.</summary>
    private static int CharacterStart(ReadOnlySpan<byte> utf8, int index)
    {
        while ((utf8[index] & 0xC0) == 0x80) index--;
        return index;
    }

    private void Truncated(string name, bool isTruncated = false)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("truncated", isTruncated);
        json.WriteEndObject();
    }

    private void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
