using System.Text;
using System.Text.Json;
using Baton.Engine;
using Baton.Json;
using Baton.Runtime.Execution;

namespace Baton.WebConsole.Executions;

/// <summary>The data after a stage; <c>data</c> is JSON as text, as the history has it.</summary>
/// <param name="Stage">The field that gave it: <c>InputPath</c>, <c>Parameters</c>, <c>Arguments</c>, <c>ItemsPath</c>, <c>Result</c>, <c>ResultSelector</c>, <c>ResultPath</c>; <c>Input</c> and <c>Output</c> at the ends.</param>
/// <param name="Data">The data.</param>
/// <param name="Recorded">Whether an event holds it; otherwise the definition was evaluated again.</param>
internal sealed record StageView(string Stage, string Data, bool Recorded);

/// <summary>A retrier that was asked about an error.</summary>
internal sealed record RetryView(IReadOnlyList<string> ErrorEquals, bool Matches, bool Decides, int Made, int MaxAttempts);

/// <summary>A catcher that was asked about an error.</summary>
internal sealed record CatchView(IReadOnlyList<string> ErrorEquals, bool Matches, bool Takes, string Next);

/// <summary>A state that was asked about an error.</summary>
internal sealed record AskedView(string State, long EnteredEventId, IReadOnlyList<RetryView> Retry, IReadOnlyList<CatchView> Catch)
{
    public static AskedView Of(FailedState asked) => new(
        asked.Name, asked.EnteredEventId,
        [.. asked.Retriers.Select(rule => new RetryView(rule.Retrier.ErrorEquals, rule.Matches, rule == asked.Decides, rule.Made, rule.Retrier.MaxAttempts))],
        [.. asked.Catchers.Select(rule => new CatchView(rule.Catcher.ErrorEquals, rule.Matches, rule == asked.Catches, rule.Catcher.Next))]);
}

/// <summary>How the last attempt failed, and who was asked about it, from within outwards.</summary>
internal sealed record FailureView(string? Error, string? Cause, IReadOnlyList<AskedView> Asked);

/// <summary>An entry of a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Stages">Its data, from input to output.</param>
/// <param name="Variables">What its expressions see, as one JSON object; <c>{}</c> for none.</param>
/// <param name="Assigned">What it set, as one JSON object; absent for nothing.</param>
/// <param name="Failure">Absent where it did not fail.</param>
/// <param name="Differs">Whether evaluating the definition again gave another output than the recorded one.</param>
/// <param name="WhyNotDerived">Why nothing was evaluated again; absent where it was.</param>
internal sealed record StepView(string State, IReadOnlyList<StageView> Stages, string Variables, string? Assigned, FailureView? Failure, bool Differs, string? WhyNotDerived)
{
    public static StepView Of(InspectedStep step)
    {
        var between = step.Stages.Select(stage => new StageView(stage.Stage.ToString(), Text(stage.Data), stage.IsRecorded));
        var ends = step.Output is { } output ? new[] { new StageView("Output", Text(output), Recorded: true) } : [];
        return new StepView(
            step.StateName,
            [new StageView("Input", Text(step.Input), Recorded: true), .. between, .. ends],
            Object(step.Variables.Select(variable => (variable.Key, variable.Value))),
            step.Assigned.IsEmpty ? null : Object(step.Assigned.Select(variable => (variable.Name, variable.Value))),
            step.HasFailed ? new FailureView(step.Error, step.Cause, [.. step.Asked.Select(AskedView.Of)]) : null,
            step.Differs,
            step.WhyNotDerived);
    }

    private static string Text(JsonText json) => Encoding.UTF8.GetString(json.Utf8.Span);

    private static string Object(IEnumerable<(string Name, JsonText Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"\"{JsonEncodedText.Encode(member.Name)}\":{Text(member.Value)}"))}}}";
}
