using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local.Mocks;

/// <summary>Reads one answer of a mock file.</summary>
internal sealed class AnswerReader(MockFindings findings)
{
    private const string Expected = """Expected {"Return": result}, {"Throw": {"Error": "…", "Cause": "…"}} or {"Silence": true}""";

    // answer = { "Return": any } | { "Throw": { "Error": STRING, ["Cause": STRING] } } | { "Silence": true }
    public TaskAnswer? Read(JsonData value, string location)
    {
        if (value is not JsonObject { Count: 1 } answer)
        {
            findings.Add(location, Expected);
            return null;
        }
        var (name, content) = answer.Properties[0];
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
