using System.Globalization;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.Tests.Language;

/// <summary>How an execution ends, as one line: its output or its error, and how long it took (<c>{"x":1} +5s</c>).</summary>
internal static class Ending
{
    /// <summary>Runs a definition whose tasks do what the names of their states say: <c>Silent…</c> nobody answers, <c>Waiting…</c> nobody calls back, <c>Fail…</c> fails always, <c>Twice…</c> twice; others give their input.</summary>
    public static string Of(StateMachine definition, string input)
    {
        var visits = 0;
        var answers = new TaskAnswers
        {
            Otherwise = (state, task) =>
                state.StartsWith("Silent", StringComparison.Ordinal) ? new TaskAnswer.Silence()
                : state.StartsWith("Waiting", StringComparison.Ordinal) ? new TaskAnswer.Submits(JsonText.EmptyObject, new TaskAnswer.Silence())
                : state.StartsWith("Fail", StringComparison.Ordinal) || (state.StartsWith("Twice", StringComparison.Ordinal) && ++visits <= 2) ? new TaskAnswer.Fails("E", "c")
                : new TaskAnswer.Succeeds(task.Input),
        };
        var run = new LocalExecution(definition, answers).Start(JsonText.Parse(input)).RunToEnd();
        var end = run.State.Status == RunStatus.Succeeded ? run.State.Outcome!.Output!.Value.ToString() : run.State.Outcome?.Error ?? run.State.Status.ToString();
        var took = (run.Now - LocalOptions.DefaultStart).TotalSeconds;
        return took == 0 ? end : string.Create(CultureInfo.InvariantCulture, $"{end} +{took}s");
    }

    /// <summary>A machine of these states, the first of which comes first; <c>@lambda</c>, <c>@activity</c>, <c>@callback</c> and <c>@scope</c> stand for what is always the same.</summary>
    public static StateMachine Machine(string definition, string? language = null)
    {
        var json = (JsonObject)JsonData.Parse(definition
            .Replace("@lambda", "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\"", StringComparison.Ordinal)
            .Replace("@activity", "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:us-east-1:000000000000:activity:A\"", StringComparison.Ordinal)
            .Replace("@callback", "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke.waitForTaskToken\"", StringComparison.Ordinal)
            .Replace("@scope", """{ "StartAt": "X", "States": { "X": { "Type": "Pass", "End": true } } }""", StringComparison.Ordinal));
        if (!json.Has("States")) json = JsonObject.Of(("StartAt", JsonData.Of(json.Properties[0].Key)), ("States", json));
        return Machines.Parse((language is null ? json : json.With("QueryLanguage", JsonData.Of(language))).ToString());
    }
}
