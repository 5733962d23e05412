using Baton.Engine.Events;
using Baton.Json;
using Baton.Local;

namespace Baton.Conformance.Asl;

/// <summary>Answers tasks as the recorded history says that they were answered.</summary>
internal static class RecordedAnswers
{
    /// <summary>What every scheduled task of a history ended with, in the order of scheduling.</summary>
    public static TaskAnswers Of(JsonObject expected)
    {
        var events = expected.Items("events").Cast<JsonObject>().ToList();
        var answers = new Queue<TaskAnswer>(events.Select(Answer).OfType<TaskAnswer>());
        return new TaskAnswers { Otherwise = (_, _) => answers.TryDequeue(out var answer) ? answer : new TaskAnswer.Silence() };
    }

    private static TaskAnswer? Answer(JsonObject happened) => happened.Text("type") switch
    {
        "TaskSucceeded" => Succeeds(happened, "taskSucceededEventDetails"),
        "LambdaFunctionSucceeded" => Succeeds(happened, "lambdaFunctionSucceededEventDetails"),
        "ActivitySucceeded" => Succeeds(happened, "activitySucceededEventDetails"),
        "TaskFailed" => Fails(happened, "taskFailedEventDetails", TaskFailureKind.Failed),
        "LambdaFunctionFailed" => Fails(happened, "lambdaFunctionFailedEventDetails", TaskFailureKind.Failed),
        "ActivityFailed" => Fails(happened, "activityFailedEventDetails", TaskFailureKind.Failed),
        "LambdaFunctionScheduleFailed" => Fails(happened, "lambdaFunctionScheduleFailedEventDetails", TaskFailureKind.ScheduleFailed),
        "TaskSubmitFailed" => Fails(happened, "taskSubmitFailedEventDetails", TaskFailureKind.SubmitFailed),
        "TaskTimedOut" or "LambdaFunctionTimedOut" or "ActivityTimedOut" => new TaskAnswer.Silence(),
        _ => null,
    };

    private static TaskAnswer.Succeeds Succeeds(JsonObject happened, string details) =>
        new(JsonText.Parse(Raw(happened.Object(details)!["output"]) ?? "{}"));

    private static TaskAnswer.Fails Fails(JsonObject happened, string details, TaskFailureKind kind)
    {
        var told = happened.Object(details)!;
        return new TaskAnswer.Fails(Raw(told["error"]), Raw(told["cause"]), kind);
    }

    /// <summary>The text before the recording parsed it.</summary>
    private static string? Raw(JsonData? recorded) => recorded switch
    {
        null => null,
        JsonString text => text.Value,
        _ => recorded.ToString(),
    };
}
