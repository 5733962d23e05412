using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Testing;

/// <summary>At least one event of every case, with every member set once.</summary>
public static class EventSamples
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly TaskToken Token = new(7, 42, 3, 0x0123456789ABCDEF, 0xFEDCBA9876543210);

    public static IReadOnlyList<ExecutionEvent> All { get; } =
    [
        Event(new ExecutionEvent.ExecutionStarted(Identity())),
        Event(new ExecutionEvent.ExecutionStarted(Identity() with { Deadline = At.AddSeconds(60) })),
        Event(new ExecutionEvent.ExecutionStarted(Identity() with { StateMachineVersion = 7, StateMachineAlias = "prod" })),
        Event(new ExecutionEvent.ExecutionStarted(Identity() with { Parent = new MapRunParent("arn:aws:states:us-east-1:1:mapRun:M/l:r", 3, 1000) })),
        Event(new ExecutionEvent.ExecutionStarted(Identity() with { Parent = new MapRunParent("arn:aws:states:us-east-1:1:mapRun:M/l:r", 3, 1000) { Redrive = 2 } })),
        Event(new ExecutionEvent.ExecutionStarted(Identity() with { TraceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1" })),
        Event(new ExecutionEvent.ExecutionStarted(Identity() with { StartedBy = new ParentTask(Token, Waits: true) })),
        Event(new ExecutionEvent.ExecutionSucceeded(Json("[1,2]"))),
        Event(new ExecutionEvent.ExecutionFailed("E", "because")),
        Event(new ExecutionEvent.ExecutionFailed(null, null)),
        Event(new ExecutionEvent.ExecutionAborted("E", "because")),
        Event(new ExecutionEvent.ExecutionTimedOut()),
        Event(new ExecutionEvent.ExecutionRedriven(1, null, null, FromStart: false)),
        Event(new ExecutionEvent.ExecutionRedriven(2, "token", At.AddSeconds(60), FromStart: true)),
        Event(new ExecutionEvent.ExecutionRedriven(3, null, null, FromStart: false)
        {
            From = new RedrivePoint("S", Json("""{ "x": 2 }"""), [new AssignedVariable("v", Json("\"a\""))]), Revision = 4, MapRunRedrive = 2,
        }),
        Event(new ExecutionEvent.StateRedriven()) with { Id = 0 },
        Event(new ExecutionEvent.StateEntered(StateType.Pass, "Näme", Json("""{"x":1.50}"""))),
        Event(new ExecutionEvent.StateExited(StateType.Choice, "C", Json("null"), "Next")),
        Event(new ExecutionEvent.StateExited(StateType.Map, "M", Json("[]"), null, [new AssignedVariable("v", Json("\"a\"")), new AssignedVariable("w", Json("{}"))])),
        Event(new ExecutionEvent.StateAborted(StateType.Wait)),
        Event(new ExecutionEvent.TaskScheduled(TaskKind.Activity, Token, "arn:aws:states:us-east-1:1:activity:A", null, "arn:aws:states:us-east-1:1:activity:A", IntegrationPattern.RequestResponse, Json("{}"))),
        Event(
            new ExecutionEvent.TaskScheduled(TaskKind.Service, Token, "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "sqs", "sendMessage.waitForTaskToken", IntegrationPattern.WaitForTaskToken, Json("{}"))
            {
                Region = "us-east-1",
                TimeoutSeconds = 30,
                HeartbeatSeconds = 5,
                RoleArn = "arn:aws:iam::1:role/r",
            }),
        Event(new ExecutionEvent.TaskStarted(TaskKind.Activity, null, "arn:aws:states:us-east-1:1:activity:A", "worker")),
        Event(new ExecutionEvent.TaskStarted(TaskKind.Service, "lambda", "invoke")),
        Event(new ExecutionEvent.TaskSubmitted("sqs", "sendMessage.waitForTaskToken", Json("{}"))),
        Event(new ExecutionEvent.TaskSucceeded(TaskKind.LambdaFunction, null, "arn:aws:lambda:us-east-1:1:function:f", Json("1"))),
        .. Enum.GetValues<TaskFailureKind>().Select(kind => Event(new ExecutionEvent.TaskFailed(TaskKind.Service, kind, "lambda", "invoke", "E", null))),
        Event(new ExecutionEvent.HeartbeatReceived()) with { Id = 0 },
        Event(new ExecutionEvent.TaskOfferedAgain()),
        Event(new ExecutionEvent.TaskHandedOutAgain()),
        Event(new ExecutionEvent.WaitArmed(At.AddSeconds(10))) with { Id = 0 },
        Event(new ExecutionEvent.RetryArmed(At.AddSeconds(1.5), 1, 2)) with { Id = 0 },
        Event(new ExecutionEvent.ParallelStateStarted(2, 5, Json("{}"))),
        Event(new ExecutionEvent.ParallelStateSucceeded()),
        Event(new ExecutionEvent.ParallelStateFailed()),
        Event(new ExecutionEvent.MapStateStarted(3, 0, null)),
        Event(new ExecutionEvent.MapStateStarted(3, 2, Json("[1,2,3]"))),
        Event(new ExecutionEvent.MapStateSucceeded()),
        Event(new ExecutionEvent.MapStateFailed()),
        Event(new ExecutionEvent.MapIterationStarted("M", 1, 6, Json("2"))),
        Event(new ExecutionEvent.MapIterationSucceeded("M", 1, 6)),
        Event(new ExecutionEvent.MapIterationFailed("M", 1)),
        Event(new ExecutionEvent.MapIterationAborted("M", 0)),
        Event(new ExecutionEvent.MapRunStarted(MapRun())),
        Event(new ExecutionEvent.MapRunStarted(MapRun() with
        {
            MaxConcurrency = 5,
            ToleratedFailurePercentage = 12.5,
            ToleratedFailureCount = 3,
            Items = Json("[1, 2]"),
            ReaderArguments = Json("""{ "Bucket": "b" }"""),
            ItemsMax = 100,
            ItemsPerBatchMax = 10,
            BytesPerBatchMax = 1000,
            BatchInput = Json("""{ "y": 2 }"""),
            WriterArguments = Json("""{ "Prefix": "p" }"""),
        })),
        Event(new ExecutionEvent.MapRunRedriven("arn:aws:states:us-east-1:1:mapRun:M/l:r", 2, Token)),
        Event(new ExecutionEvent.MapRunSucceeded()),
        Event(new ExecutionEvent.MapRunFailed("States.ItemReaderFailed", "broken")),
        Event(new ExecutionEvent.MapRunAborted()),
        Event(new ExecutionEvent.EvaluationFailed("States.QueryEvaluationError", "because", "Output/x", "S")),
        Event(new ExecutionEvent.EvaluationFailed("States.QueryEvaluationError", "because", null, "S")),
        Event(new ExecutionEvent.BranchesDropped()) with { Id = 0 },
    ];

    private static ExecutionEvent Event(ExecutionEvent happened) => happened with { Id = 12, PreviousId = 11, Timestamp = At, Frame = 3 };

    private static ExecutionIdentity Identity() => new()
    {
        ExecutionArn = "arn:aws:states:us-east-1:1:execution:M:e",
        Name = "e",
        StateMachineArn = "arn:aws:states:us-east-1:1:stateMachine:M",
        StateMachineName = "M",
        Region = "us-east-1",
        RoleArn = "arn:aws:iam::1:role/r",
        Input = Json("""{ "x": 1 }"""),
        StartedAt = At,
    };

    private static OpenMapRun MapRun() => new() { Token = Token, Arn = "arn:aws:states:us-east-1:1:mapRun:M/l:r", Label = "l", MaxConcurrency = 0 };

    private static JsonText Json(string text) => JsonText.Parse(text);
}
