using System.Globalization;
using System.Text.Json.Nodes;

namespace Baton.Load;

/// <summary>The machines of the workloads.</summary>
internal static class Definitions
{
    private const int PureStates = 10;

    /// <summary>Tasks of these resources one after the other.</summary>
    public static string Chain(params IReadOnlyList<string> resources) => Sequence("Step", [.. resources.Select(Task)]);

    /// <summary>A task for each item of the input, all at once, then their results.</summary>
    public static string FanOut(string resource) => Sequence(
        "Step",
        new JsonObject { ["Type"] = "Map", ["ItemProcessor"] = JsonNode.Parse(Sequence("Item", Task(resource))) });

    /// <summary>Sleeps for a time.</summary>
    public static string Sleep(TimeSpan time) => Sequence("Step", Wait(time));

    /// <summary>Sleeps until the time that the input names as <c>until</c>.</summary>
    public static string SleepUntil => Sequence("Step", new JsonObject { ["Type"] = "Wait", ["TimestampPath"] = "$.until" });

    /// <summary>A task, a sleep, a task.</summary>
    public static string TaskSleepTask(string first, TimeSpan sleep, string second) => Sequence("Step", Task(first), Wait(sleep), Task(second));

    /// <summary>Pass and Choice in turn, five of each: the Pass states make their output from the input, the Choice states read it.</summary>
    public static string Pure
    {
        get
        {
            var states = new JsonObject();
            for (var i = 1; i <= PureStates / 2; i++)
            {
                var next = i < PureStates / 2 ? string.Create(CultureInfo.InvariantCulture, $"Pass{i + 1}") : "Done";
                states[$"Pass{i}"] = JsonNode.Parse($$"""{"Type":"Pass","Parameters":{"n.$":"$.n","id":"order-000000000001","status":"ok","k":{{i}}},"Next":"Choice{{i}}"}""");
                states[$"Choice{i}"] = JsonNode.Parse($$"""
                    {"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":0,"Next":"No"},{"Variable":"$.n","NumericGreaterThanEquals":0,"Next":"{{next}}"}],"Default":"No"}
                    """);
            }
            states["Done"] = new JsonObject { ["Type"] = "Succeed" };
            states["No"] = new JsonObject { ["Type"] = "Fail" };
            return new JsonObject { ["StartAt"] = "Pass1", ["States"] = states }.ToJsonString();
        }
    }

    private static JsonObject Wait(TimeSpan time) => new() { ["Type"] = "Wait", ["Seconds"] = (int)time.TotalSeconds };

    private static JsonObject Task(string resource) => new() { ["Type"] = "Task", ["Resource"] = resource };

    /// <summary>States one after the other.</summary>
    /// <param name="name">What their names begin with.</param>
    private static string Sequence(string name, params IReadOnlyList<JsonObject> steps)
    {
        var states = new JsonObject();
        for (var i = 0; i < steps.Count; i++)
        {
            if (i + 1 < steps.Count) steps[i]["Next"] = $"{name}{i + 2}";
            else steps[i]["End"] = true;
            states[$"{name}{i + 1}"] = steps[i];
        }
        return new JsonObject { ["StartAt"] = $"{name}1", ["States"] = states }.ToJsonString();
    }
}
