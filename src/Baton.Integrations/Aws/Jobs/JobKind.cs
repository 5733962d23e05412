using System.Globalization;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Aws.Jobs;

/// <summary>How a job that a task started is looked at and stopped.</summary>
/// <param name="Describe">The operation that tells how the job stands.</param>
/// <param name="DescribeWith">Its parameters, of the task's parameters and the answer to the start.</param>
/// <param name="Subject">Where in the answer the job is, like <c>Tasks.0</c>; empty for the answer itself.</param>
/// <param name="Status">Where in the job its status is.</param>
/// <param name="Succeeds">The statuses of a job that has ended well.</param>
/// <param name="Fails">The statuses of a job that has ended otherwise.</param>
/// <param name="Stop">The operation that stops the job.</param>
/// <param name="StopWith">Its parameters.</param>
internal sealed record JobKind(
    string Describe, Func<JsonObject, JsonObject, JsonObject> DescribeWith, string Subject, string Status, string[] Succeeds, string[] Fails,
    string Stop, Func<JsonObject, JsonObject, JsonObject> StopWith)
{
    /// <summary>What the task gives for the job: its description under this name, or itself where it is null.</summary>
    public string? ResultName { get; init; }

    /// <summary>Members that hold JSON as text, which <c>.sync:2</c> gives as JSON.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Members of the description that the task's result does not have.</summary>
    public IReadOnlyCollection<string> LeftOut { get; init; } = [];

    /// <summary>Whether a job whose status says that it has ended did so well; by default all have.</summary>
    public Func<JsonObject, bool> EndedWell { get; init; } = _ => true;

    /// <summary>How a job has ended; null while it goes on.</summary>
    public TaskOutcome? Outcome(OpenTask task, JsonObject described)
    {
        if (At(described, Subject) is not JsonObject job) return new TaskOutcome.Failed(StateErrors.TaskFailed, $"The job is not known any more: {described}");
        var status = (At(job, Status) as JsonString)?.Value ?? "";
        var result = ResultName is null ? JsonObject.Of([.. job.Where(member => !LeftOut.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal)]) : JsonObject.Of((ResultName, job));
        if (Fails.Contains(status) || (Succeeds.Contains(status) && !EndedWell(job))) return new TaskOutcome.Failed(StateErrors.TaskFailed, result.ToString());
        if (!Succeeds.Contains(status)) return null;
        if (task.Resource.EndsWith(".sync:2", StringComparison.Ordinal)) result = Texts.Aggregate(result, Parsed);
        return new TaskOutcome.Succeeded(JsonText.Of(result));
    }

    private static JsonObject Parsed(JsonObject result, string member) => result[member] is JsonString text ? result.With(member, JsonData.Parse(text.Value)) : result;

    /// <summary>The value at a path of names and indexes with dots between; null where there is none.</summary>
    public static JsonData? At(JsonData? value, string path)
    {
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            value = value switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }
        return value;
    }
}
