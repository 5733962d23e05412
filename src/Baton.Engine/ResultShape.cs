using System.Globalization;
using Baton.Json;

namespace Baton.Engine;

/// <summary>What of the child executions is in the result of a Map Run: <c>Transformation</c> of a <c>WriterConfig</c>.</summary>
public enum ResultTransformation
{
    /// <summary>All that is known of each child execution, its output included.</summary>
    None,

    /// <summary>The outputs.</summary>
    Compact,

    /// <summary>The outputs, of those that are arrays the items.</summary>
    Flatten,
}

/// <summary>Shapes child executions into the result of a Map Run, in a state's output as in result files.</summary>
public static class ResultShape
{
    private const string Succeeded = "SUCCEEDED";

    /// <param name="configuration"><c>WriterConfig</c> as written.</param>
    /// <param name="fallback">What holds where it says nothing: <c>NONE</c> for result files, <c>COMPACT</c> for a state's output.</param>
    public static ResultTransformation TransformationOf(JsonObject configuration, ResultTransformation fallback) => configuration["Transformation"] switch
    {
        null => fallback,
        JsonString { Value: "NONE" } => ResultTransformation.None,
        JsonString { Value: "COMPACT" } => ResultTransformation.Compact,
        JsonString { Value: "FLATTEN" } => ResultTransformation.Flatten,
        _ => throw new InvariantException("A WriterConfig that was read has a transformation of the language."),
    };

    /// <summary>The result of a Map state whose results are not written elsewhere: an array in the order of the children.</summary>
    public static JsonText Of(IEnumerable<ChildResult> children, ResultTransformation transformation) =>
        JsonText.ArrayOf([.. children.SelectMany(child => Parts(child, transformation))]);

    /// <summary>What one child execution adds to the result. Of one that did not succeed it is always everything.</summary>
    public static IEnumerable<JsonText> Parts(ChildResult child, ResultTransformation transformation)
    {
        if (transformation == ResultTransformation.None || child is not { Status: Succeeded, Output: { } output }) return [JsonText.Of(Entry(child))];
        return transformation == ResultTransformation.Flatten && output.Value is JsonArray array ? array.Select(JsonText.Of) : [output];
    }

    /// <summary>All that is known of a child execution, under the names that AWS's result files have, sorted as theirs are.</summary>
    private static JsonObject Entry(ChildResult child)
    {
        var entry = new JsonObject.Builder(capacity: 16);
        Set("Cause", child.Cause);
        Set("Error", child.Error);
        Set("ExecutionArn", child.ExecutionArn);
        SetPayload("Input", child.Input);
        Set("Name", child.Name);
        SetPayload("Output", child.Output);
        entry.Set("RedriveCount", JsonData.Of(child.RedriveCount));
        Set("RedriveDate", Date(child.RedrivenAt));
        Set("RedriveStatus", child.RedriveStatus);
        Set("RedriveStatusReason", child.RedriveStatusReason);
        Set("StartDate", Date(child.StartedAt));
        Set("StateMachineArn", child.StateMachineArn);
        Set("Status", child.Status);
        Set("StopDate", Date(child.StoppedAt));
        return entry.Build();

        void Set(string name, string? value)
        {
            if (value is not null) entry.Set(name, JsonData.Of(value));
        }

        void SetPayload(string name, JsonText? payload)
        {
            Set(name, payload?.ToString());
            if (payload is not null) entry.Set($"{name}Details", JsonObject.Of(("Included", JsonData.True)));
        }
    }

    private static string? Date(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
