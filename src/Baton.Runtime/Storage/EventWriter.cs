using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Runtime.Storage;

/// <summary>
/// Writes events. A payload that an earlier event of the same commit carries is not written again: <c>"output@": 3</c> says that it is
/// the payload of event 3 of the commit, counted from 0.
/// </summary>
/// <param name="buffer">What <paramref name="json"/> writes to.</param>
internal sealed class EventWriter(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
{
    private readonly Dictionary<JsonText, int> _payloads = new(ReferenceEqualityComparer.Instance); // and the event that carried each first
    private int _index;

    /// <summary>How many bytes it holds on to.</summary>
    public int Capacity => buffer.Capacity;

    /// <summary>The events of one commit, as a JSON array.</summary>
    public byte[] Encode(IReadOnlyList<ExecutionEvent> events)
    {
        json.WriteStartArray();
        for (_index = 0; _index < events.Count; _index++) Write(events[_index]);
        json.WriteEndArray();
        json.Flush();
        var encoded = buffer.WrittenSpan.ToArray();
        json.Reset();
        buffer.ResetWrittenCount();
        _payloads.Clear();
        return encoded;
    }

    private void Write(ExecutionEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("type", happened.GetType().Name);
        if (happened.Id != 0) json.WriteNumber("id", happened.Id);
        if (happened.PreviousId != 0) json.WriteNumber("previous", happened.PreviousId);
        json.WriteNumber("at", happened.Timestamp.ToUnixTimeMilliseconds());
        if (happened.Frame != 0) json.WriteNumber("frame", happened.Frame);
        Details(happened);
        json.WriteEndObject();
    }

    private void Details(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.ExecutionStarted e: Identity(e.Identity); break;
            case ExecutionEvent.ExecutionSucceeded e: Payload("output", e.Output); break;
            case ExecutionEvent.ExecutionFailed e: Error(e.Error, e.Cause); break;
            case ExecutionEvent.ExecutionAborted e: Error(e.Error, e.Cause); break;
            case ExecutionEvent.ExecutionRedriven e: Redriven(e); break;
            case ExecutionEvent.StateEntered e: State(e.Type, e.Name); Payload("input", e.Input); break;
            case ExecutionEvent.StateExited e: Exited(e); break;
            case ExecutionEvent.StateAborted e: json.WriteString("state", e.Type.ToString()); break;
            case ExecutionEvent.TaskScheduled e: Scheduled(e); break;
            case ExecutionEvent.TaskStarted e: Task(e.Kind, e.ResourceType, e.Resource); Text("worker", e.WorkerName); break;
            case ExecutionEvent.TaskSubmitted e: Task(TaskKind.Service, e.ResourceType, e.Resource); Payload("output", e.Output); break;
            case ExecutionEvent.TaskSucceeded e: Task(e.Kind, e.ResourceType, e.Resource); Payload("output", e.Output); break;
            case ExecutionEvent.TaskFailed e:
                Task(e.Kind, e.ResourceType, e.Resource);
                json.WriteString("failure", e.Failure.ToString());
                Error(e.Error, e.Cause);
                break;
            case ExecutionEvent.WaitArmed e: json.WriteNumber("until", e.Until.ToUnixTimeMilliseconds()); break;
            case ExecutionEvent.RetryArmed e:
                json.WriteNumber("until", e.At.ToUnixTimeMilliseconds());
                json.WriteNumber("retrier", e.Retrier);
                json.WriteNumber("retriers", e.Retriers);
                break;
            default: FanOut(happened); break;
        }
    }

    private void FanOut(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.ParallelStateStarted e:
                json.WriteNumber("count", e.Count);
                json.WriteNumber("child", e.FirstFrame);
                Payload("input", e.Input);
                break;
            case ExecutionEvent.MapStateStarted e:
                json.WriteNumber("count", e.Length);
                if (e.MaxConcurrency != 0) json.WriteNumber("concurrency", e.MaxConcurrency);
                if (e.Items is not null) Payload("items", e.Items);
                break;
            case ExecutionEvent.MapIterationStarted e:
                Iteration(e.Name, e.Index);
                json.WriteNumber("child", e.ChildFrame);
                Payload("input", e.Input);
                break;
            case ExecutionEvent.MapIterationSucceeded e: Iteration(e.Name, e.Index); json.WriteNumber("child", e.ChildFrame); break;
            case ExecutionEvent.MapIterationFailed e: Iteration(e.Name, e.Index); break;
            case ExecutionEvent.MapIterationAborted e: Iteration(e.Name, e.Index); break;
            case ExecutionEvent.MapRunStarted e: MapRun(e.Run); break;
            case ExecutionEvent.MapRunRedriven e:
                json.WriteString("arn", e.Arn);
                json.WriteNumber("count", e.RedriveCount);
                json.WriteString("token", e.Token.ToString());
                break;
            case ExecutionEvent.MapRunFailed e: Error(e.Error, e.Cause); break;
            case ExecutionEvent.EvaluationFailed e: Error(e.Error, e.Cause); Text("location", e.Location); json.WriteString("name", e.State); break;
            case ExecutionEvent.ExecutionTimedOut or ExecutionEvent.HeartbeatReceived or ExecutionEvent.BranchesDropped or ExecutionEvent.StateRedriven
                or ExecutionEvent.TaskOfferedAgain or ExecutionEvent.TaskHandedOutAgain
                or ExecutionEvent.ParallelStateSucceeded or ExecutionEvent.ParallelStateFailed
                or ExecutionEvent.MapStateSucceeded or ExecutionEvent.MapStateFailed or ExecutionEvent.MapRunSucceeded or ExecutionEvent.MapRunAborted:
                break; // the type says it all
            default: throw new StoredEventException($"No stored form for {happened.GetType().Name}.");
        }
    }

    private void Identity(ExecutionIdentity identity)
    {
        json.WriteString("execution", identity.ExecutionArn);
        json.WriteString("name", identity.Name);
        json.WriteString("machine", identity.StateMachineArn);
        json.WriteString("machineName", identity.StateMachineName);
        if (identity.StateMachineVersion is { } version) json.WriteNumber("machineVersion", version);
        Text("machineAlias", identity.StateMachineAlias);
        json.WriteString("region", identity.Region);
        json.WriteString("role", identity.RoleArn);
        if (identity.StartedBy is { } task)
        {
            json.WriteString("startedBy", task.Token.ToString());
            if (task.Waits) json.WriteBoolean("awaited", true);
        }
        if (identity.Parent is { } parent)
        {
            json.WriteString("mapRun", parent.MapRunArn);
            json.WriteNumber("mapIndex", parent.Index);
            json.WriteNumber("mapItems", parent.Items);
            if (parent.Redrive != 0) json.WriteNumber("mapRedrive", parent.Redrive);
        }
        Text("trace", identity.TraceHeader);
        if (identity.Deadline is { } deadline) json.WriteNumber("deadline", deadline.ToUnixTimeMilliseconds());
        Payload("input", identity.Input);
    }

    private void Redriven(ExecutionEvent.ExecutionRedriven e)
    {
        json.WriteNumber("count", e.RedriveCount);
        Text("clientToken", e.ClientToken);
        if (e.Deadline is { } deadline) json.WriteNumber("deadline", deadline.ToUnixTimeMilliseconds());
        if (e.FromStart) json.WriteBoolean("fromStart", true);
        if (e.Revision is { } revision) json.WriteNumber("revision", revision);
        if (e.MapRunRedrive is { } redrive) json.WriteNumber("mapRedrive", redrive);
        if (e.From is not { } point) return;
        json.WriteString("from", point.State);
        Payload("input", point.Input);
        if (!point.Variables.IsEmpty) Assigned("variables", point.Variables);
    }

    private void Exited(ExecutionEvent.StateExited e)
    {
        State(e.Type, e.Name);
        Payload("output", e.Output);
        Text("next", e.Next);
        if (e.AssignedVariables is { } assigned) Assigned("assigned", assigned);
    }

    private void Assigned(string member, ImmutableArray<AssignedVariable> assigned)
    {
        json.WriteStartObject(member);
        foreach (var (name, value) in assigned)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
        json.WriteEndObject();
    }

    private void Scheduled(ExecutionEvent.TaskScheduled e)
    {
        Task(e.Kind, e.ResourceType, e.Resource);
        json.WriteString("token", e.Token.ToString());
        json.WriteString("arn", e.ResourceArn);
        if (e.Pattern != IntegrationPattern.RequestResponse) json.WriteString("pattern", e.Pattern.ToString());
        Payload("input", e.Input);
        Text("region", e.Region);
        if (e.TimeoutSeconds is { } timeout) json.WriteNumber("timeout", timeout);
        if (e.HeartbeatSeconds is { } heartbeat) json.WriteNumber("heartbeat", heartbeat);
        Text("role", e.RoleArn);
    }

    private void State(StateType type, string name)
    {
        json.WriteString("state", Enum.GetName(type));
        json.WriteString("name", name);
    }

    private void Task(TaskKind kind, string? resourceType, string resource)
    {
        json.WriteString("kind", Enum.GetName(kind));
        Text("resourceType", resourceType);
        json.WriteString("resource", resource);
    }

    private void MapRun(OpenMapRun run)
    {
        json.WriteString("token", run.Token.ToString());
        json.WriteString("arn", run.Arn);
        json.WriteString("label", run.Label);
        if (run.MaxConcurrency != 0) json.WriteNumber("concurrency", run.MaxConcurrency);
        if (run.ToleratedFailurePercentage is { } percentage) json.WriteNumber("toleratedPercentage", percentage);
        if (run.ToleratedFailureCount is { } count) json.WriteNumber("toleratedCount", count);
        if (run.ItemsMax is { } items) json.WriteNumber("itemsMax", items);
        if (run.ItemsPerBatchMax is { } batch) json.WriteNumber("batchItemsMax", batch);
        if (run.BytesPerBatchMax is { } bytes) json.WriteNumber("batchBytesMax", bytes);
        Raw("items", run.Items);
        Raw("reader", run.ReaderArguments);
        Raw("batchInput", run.BatchInput);
        Raw("writer", run.WriterArguments);
    }

    private void Raw(string name, JsonText? value)
    {
        if (value is null) return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    private void Iteration(string name, int index)
    {
        json.WriteString("name", name);
        json.WriteNumber("index", index);
    }

    private void Error(string? error, string? cause)
    {
        Text("error", error);
        Text("cause", cause);
    }

    private void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private void Payload(string name, JsonText payload)
    {
        if (_payloads.TryGetValue(payload, out var index))
        {
            json.WriteNumber(name switch { "input" => "input@", "output" => "output@", _ => $"{name}@" }, index);
            return;
        }
        _payloads[payload] = _index;
        json.WritePropertyName(name);
        json.WriteRawValue(payload.Utf8.Span, skipInputValidation: true);
    }
}
