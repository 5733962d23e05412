using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Runtime.Storage;

/// <summary>Reads what <see cref="EventWriter"/> writes; one reader for one commit, because payloads refer back within it.</summary>
internal sealed class EventReader
{
    private readonly List<JsonText> _payloads = [];
    private JsonText? _payload;

    public ExecutionEvent Read(JsonElement json)
    {
        _payload = null;
        var at = Time(json.GetProperty("at"));
        var happened = Details(json, json.GetProperty("type").GetString()!, at) with
        {
            Id = Number(json, "id") ?? 0,
            PreviousId = Number(json, "previous") ?? 0,
            Timestamp = at,
            Frame = (int)(Number(json, "frame") ?? 0),
        };
        _payloads.Add(_payload ?? JsonText.EmptyObject);
        return happened;
    }

    private ExecutionEvent Details(JsonElement json, string type, DateTimeOffset at) => type switch
    {
        nameof(ExecutionEvent.ExecutionStarted) => new ExecutionEvent.ExecutionStarted(Identity(json, at)),
        nameof(ExecutionEvent.ExecutionSucceeded) => new ExecutionEvent.ExecutionSucceeded(Payload(json, "output")),
        nameof(ExecutionEvent.ExecutionFailed) => new ExecutionEvent.ExecutionFailed(Text(json, "error"), Text(json, "cause")),
        nameof(ExecutionEvent.ExecutionAborted) => new ExecutionEvent.ExecutionAborted(Text(json, "error"), Text(json, "cause")),
        nameof(ExecutionEvent.ExecutionTimedOut) => new ExecutionEvent.ExecutionTimedOut(),
        nameof(ExecutionEvent.ExecutionRedriven) => new ExecutionEvent.ExecutionRedriven(
            (int)Number(json, "count")!, Text(json, "clientToken"), TimeOrNull(json, "deadline"), Has(json, "fromStart"))
        {
            From = Text(json, "from") is { } state ? new RedrivePoint(state, Payload(json, "input"), Assigned(json, "variables") ?? []) : null,
            Revision = (int?)Number(json, "revision"),
            MapRunRedrive = (int?)Number(json, "mapRedrive"),
        },
        nameof(ExecutionEvent.StateRedriven) => new ExecutionEvent.StateRedriven(),
        nameof(ExecutionEvent.StateEntered) => new ExecutionEvent.StateEntered(Enum<StateType>(json, "state"), Required(json, "name"), Payload(json, "input")),
        nameof(ExecutionEvent.StateExited) => new ExecutionEvent.StateExited(
            Enum<StateType>(json, "state"), Required(json, "name"), Payload(json, "output"), Text(json, "next"), Assigned(json, "assigned")),
        nameof(ExecutionEvent.StateAborted) => new ExecutionEvent.StateAborted(Enum<StateType>(json, "state")),
        nameof(ExecutionEvent.EvaluationFailed) => new ExecutionEvent.EvaluationFailed(
            Text(json, "error"), Text(json, "cause"), Text(json, "location"), Required(json, "name")),
        nameof(ExecutionEvent.HeartbeatReceived) => new ExecutionEvent.HeartbeatReceived(),
        nameof(ExecutionEvent.TaskOfferedAgain) => new ExecutionEvent.TaskOfferedAgain(),
        nameof(ExecutionEvent.TaskHandedOutAgain) => new ExecutionEvent.TaskHandedOutAgain(),
        nameof(ExecutionEvent.WaitArmed) => new ExecutionEvent.WaitArmed(Time(json.GetProperty("until"))),
        nameof(ExecutionEvent.RetryArmed) => new ExecutionEvent.RetryArmed(
            Time(json.GetProperty("until")), (int)Number(json, "retrier")!, (int)Number(json, "retriers")!),
        _ => TaskDetails(json, type) ?? FanOutDetails(json, type) ?? throw new StoredEventException($"'{type}' is no event that this version knows."),
    };

    private ExecutionEvent? TaskDetails(JsonElement json, string type) => type switch
    {
        nameof(ExecutionEvent.TaskScheduled) => Scheduled(json),
        nameof(ExecutionEvent.TaskStarted) => new ExecutionEvent.TaskStarted(
            Enum<TaskKind>(json, "kind"), Text(json, "resourceType"), Required(json, "resource"), Text(json, "worker")),
        nameof(ExecutionEvent.TaskSubmitted) => new ExecutionEvent.TaskSubmitted(Required(json, "resourceType"), Required(json, "resource"), Payload(json, "output")),
        nameof(ExecutionEvent.TaskSucceeded) => new ExecutionEvent.TaskSucceeded(
            Enum<TaskKind>(json, "kind"), Text(json, "resourceType"), Required(json, "resource"), Payload(json, "output")),
        nameof(ExecutionEvent.TaskFailed) => new ExecutionEvent.TaskFailed(
            Enum<TaskKind>(json, "kind"), Enum<TaskFailureKind>(json, "failure"), Text(json, "resourceType"), Required(json, "resource"),
            Text(json, "error"), Text(json, "cause")),
        _ => null,
    };

    private ExecutionEvent? FanOutDetails(JsonElement json, string type) => type switch
    {
        nameof(ExecutionEvent.ParallelStateStarted) => new ExecutionEvent.ParallelStateStarted(
            (int)Number(json, "count")!, (int)Number(json, "child")!, Payload(json, "input")),
        nameof(ExecutionEvent.ParallelStateSucceeded) => new ExecutionEvent.ParallelStateSucceeded(),
        nameof(ExecutionEvent.ParallelStateFailed) => new ExecutionEvent.ParallelStateFailed(),
        nameof(ExecutionEvent.MapStateStarted) => new ExecutionEvent.MapStateStarted(
            (int)Number(json, "count")!, (int)(Number(json, "concurrency") ?? 0), Has(json, "items") ? Payload(json, "items") : null),
        nameof(ExecutionEvent.MapStateSucceeded) => new ExecutionEvent.MapStateSucceeded(),
        nameof(ExecutionEvent.MapStateFailed) => new ExecutionEvent.MapStateFailed(),
        nameof(ExecutionEvent.MapIterationStarted) => new ExecutionEvent.MapIterationStarted(
            Required(json, "name"), (int)Number(json, "index")!, (int)Number(json, "child")!, Payload(json, "input")),
        nameof(ExecutionEvent.MapIterationSucceeded) => new ExecutionEvent.MapIterationSucceeded(
            Required(json, "name"), (int)Number(json, "index")!, (int)Number(json, "child")!),
        nameof(ExecutionEvent.MapIterationFailed) => new ExecutionEvent.MapIterationFailed(Required(json, "name"), (int)Number(json, "index")!),
        nameof(ExecutionEvent.MapIterationAborted) => new ExecutionEvent.MapIterationAborted(Required(json, "name"), (int)Number(json, "index")!),
        nameof(ExecutionEvent.MapRunStarted) => new ExecutionEvent.MapRunStarted(MapRun(json)),
        nameof(ExecutionEvent.MapRunSucceeded) => new ExecutionEvent.MapRunSucceeded(),
        nameof(ExecutionEvent.MapRunFailed) => new ExecutionEvent.MapRunFailed(Text(json, "error"), Text(json, "cause")),
        nameof(ExecutionEvent.MapRunRedriven) => new ExecutionEvent.MapRunRedriven(Required(json, "arn"), (int)Number(json, "count")!, Token(json, "token")),
        nameof(ExecutionEvent.MapRunAborted) => new ExecutionEvent.MapRunAborted(),
        nameof(ExecutionEvent.BranchesDropped) => new ExecutionEvent.BranchesDropped(),
        _ => null,
    };

    private ExecutionIdentity Identity(JsonElement json, DateTimeOffset at) => new()
    {
        ExecutionArn = Required(json, "execution"),
        Name = Required(json, "name"),
        StateMachineArn = Required(json, "machine"),
        StateMachineName = Required(json, "machineName"),
        StateMachineVersion = (int?)Number(json, "machineVersion"),
        StateMachineAlias = Text(json, "machineAlias"),
        Region = Required(json, "region"),
        RoleArn = Required(json, "role"),
        StartedBy = Has(json, "startedBy") ? new ParentTask(Token(json, "startedBy"), Has(json, "awaited")) : null,
        TraceHeader = Text(json, "trace"),
        StartedAt = at,
        Deadline = TimeOrNull(json, "deadline"),
        Parent = Text(json, "mapRun") is { } mapRun ? new MapRunParent(mapRun, (int)Number(json, "mapIndex")!, (int)Number(json, "mapItems")!) { Redrive = (int)(Number(json, "mapRedrive") ?? 0) } : null,
        Input = Payload(json, "input"),
    };

    private ExecutionEvent.TaskScheduled Scheduled(JsonElement json)
    {
        return new ExecutionEvent.TaskScheduled(
            Enum<TaskKind>(json, "kind"), Token(json, "token"), Required(json, "arn"), Text(json, "resourceType"), Required(json, "resource"),
            Text(json, "pattern") is { } pattern ? System.Enum.Parse<IntegrationPattern>(pattern) : IntegrationPattern.RequestResponse, Payload(json, "input"))
        {
            Region = Text(json, "region"),
            TimeoutSeconds = Number(json, "timeout"),
            HeartbeatSeconds = Number(json, "heartbeat"),
            RoleArn = Text(json, "role"),
        };
    }

    private static TaskToken Token(JsonElement json, string name) =>
        TaskToken.TryParse(Text(json, name), out var token) ? token : throw new StoredEventException($"'{name}' is the text of a task token.");

    private static OpenMapRun MapRun(JsonElement json) => new()
    {
        Token = Token(json, "token"),
        Arn = Required(json, "arn"),
        Label = Required(json, "label"),
        MaxConcurrency = (int)(Number(json, "concurrency") ?? 0),
        ToleratedFailurePercentage = json.TryGetProperty("toleratedPercentage", out var percentage) ? percentage.GetDouble() : null,
        ToleratedFailureCount = Number(json, "toleratedCount"),
        ItemsMax = Number(json, "itemsMax"),
        ItemsPerBatchMax = Number(json, "batchItemsMax"),
        BytesPerBatchMax = Number(json, "batchBytesMax"),
        Items = RawOrNull(json, "items"),
        ReaderArguments = RawOrNull(json, "reader"),
        BatchInput = RawOrNull(json, "batchInput"),
        WriterArguments = RawOrNull(json, "writer"),
    };

    private static JsonText? RawOrNull(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Raw(value) : null;

    private static ImmutableArray<AssignedVariable>? Assigned(JsonElement json, string member)
    {
        if (!json.TryGetProperty(member, out var assigned)) return null;
        return [.. assigned.EnumerateObject().Select(property => new AssignedVariable(property.Name, Raw(property.Value)))];
    }

    private JsonText Payload(JsonElement json, string name) =>
        _payload = json.TryGetProperty($"{name}@", out var index) ? _payloads[index.GetInt32()] : Raw(json.GetProperty(name));

    private static JsonText Raw(JsonElement json) => JsonText.Trusted(JsonMarshal.GetRawUtf8Value(json).ToArray());

    private static bool Has(JsonElement json, string name) => json.TryGetProperty(name, out _) || json.TryGetProperty($"{name}@", out _);

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Required(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static long? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static T Enum<T>(JsonElement json, string name)
        where T : struct, Enum => System.Enum.Parse<T>(json.GetProperty(name).GetString()!);

    private static DateTimeOffset? TimeOrNull(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Time(value) : null;

    private static DateTimeOffset Time(JsonElement json) => DateTimeOffset.FromUnixTimeMilliseconds(json.GetInt64());
}
