using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local.Mocks;

/// <summary>Reads one answer of a mock file.</summary>
internal sealed class AnswerReader(MockFindings findings)
{
    private const string Expected = """Expected {"Return": result}, {"Throw": {"Error": "…", "Cause": "…"}} or {"Silence": true}""";
    private const string Delay = "DelaySeconds";
    private const double DelaySecondsMax = 99_999_999; // as long as a task's timeout can be

    // answer = { "Return": any, [delay] } | { "Throw": { "Error": STRING, ["Cause": STRING] }, [delay] } | { "Silence": true }
    // delay = "DelaySeconds": NUMBER
    public TaskAnswer? Read(JsonData value, string location)
    {
        var delay = value is JsonObject { Count: 2 } both ? both[Delay] : null;
        var given = delay is null ? value : JsonObject.Of([.. ((JsonObject)value).Where(member => member.Key != Delay)]);
        if (given is not JsonObject { Count: 1 } answer)
        {
            findings.Add(location, Expected);
            return null;
        }
        var read = Read(answer.Properties[0], location);
        if (delay is null || read is null) return read;
        if (delay is JsonNumber { Value: >= 0 and <= DelaySecondsMax } number && read is not TaskAnswer.Silence) return new TaskAnswer.Late(TimeSpan.FromMilliseconds(Math.Round(number.Value * 1_000)), read);
        findings.Add($"{location}/{Delay}", read is TaskAnswer.Silence ? "Silence has no delay" : $"Expected a number of seconds from 0 to {DelaySecondsMax:0}");
        return null;
    }

    private TaskAnswer? Read(KeyValuePair<string, JsonData> member, string location)
    {
        var (name, content) = member;
        switch (name)
        {
            case "Return": return new TaskAnswer.Succeeds(JsonText.Of(content));
            case "Throw": return Throw(content, $"{location}/Throw");
            case "Silence" when content.Equals(JsonData.True): return new TaskAnswer.Silence(Taken: true);
            default:
                findings.Add($"{location}/{name}", Expected);
                return null;
        }
    }

    /// <summary>The answer as the task's integration gives it: where somebody calls back or a job runs, the service takes the task first.</summary>
    public static TaskAnswer Fit(TaskAnswer answer, State state) =>
        state is TaskState { Resource: TaskResource.Service { Pattern: not IntegrationPattern.RequestResponse } } ? new TaskAnswer.Submits(JsonText.EmptyObject, answer) : answer;

    private TaskAnswer.Fails? Throw(JsonData content, string location)
    {
        if (content is not JsonObject failure)
        {
            findings.Add(location, """Expected {"Error": "…", "Cause": "…"}""");
            return null;
        }
        foreach (var (name, value) in failure)
        {
            if (name is not ("Error" or "Cause")) findings.Add($"{location}/{name}", "Expected 'Error' and 'Cause' only");
            else if (value is not JsonString) findings.Add($"{location}/{name}", "Expected a string");
        }
        if (!failure.Has("Error")) findings.Add(location, "'Error' is required");
        return new TaskAnswer.Fails((failure["Error"] as JsonString)?.Value, (failure["Cause"] as JsonString)?.Value);
    }
}
