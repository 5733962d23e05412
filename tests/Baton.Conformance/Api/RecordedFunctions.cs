using System.Text.RegularExpressions;
using Baton.Conformance.Asl;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Conformance.Api;

/// <summary>The functions of a case, as far as what they do is to fail.</summary>
internal sealed partial class RecordedFunctions(AslCase test) : ITaskIntegration
{
    private readonly TaskOutcome? _failure = Failure(test);

    public bool Handles(OpenTask task) => _failure is not null && (task.Kind == TaskKind.LambdaFunction || task.ResourceType == "lambda");

    public Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken) => Task.FromResult(_failure!);

    private static TaskOutcome.Failed? Failure(AslCase test)
    {
        if (test.Functions.FirstOrDefault()?.Text("does") is not { } does || Fails().Match(does) is not { Success: true } told) return null;
        var (type, message) = (told.Groups["type"].Value, told.Groups["message"].Value);
        var cause = JsonObject.Of(
            ("errorMessage", JsonData.Of(message)), ("errorType", JsonData.Of(type)), ("requestId", JsonData.Of(Guid.Empty.ToString())), ("stackTrace", JsonArray.Empty));
        return new TaskOutcome.Failed(type, cause.ToString());
    }

    [GeneratedRegex("^fails: error type (?<type>[^,]+), message (?<message>.*)$")]
    private static partial Regex Fails();
}
