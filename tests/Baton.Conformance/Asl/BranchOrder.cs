using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>Sorts runs of events that have lost their ids: their order says nothing.</summary>
internal static class BranchOrder
{
    public static JsonObject Sort(JsonObject snapshot)
    {
        var sorted = new List<JsonObject>();
        var run = new List<JsonObject>();
        foreach (var happened in snapshot.Items("events").Cast<JsonObject>())
        {
            if (happened["id"] is JsonArray)
            {
                run.Add(happened);
                continue;
            }
            Close();
            sorted.Add(happened);
        }
        Close();
        return snapshot.With("events", new JsonArray(sorted.Cast<JsonData>()));

        void Close()
        {
            sorted.AddRange(run.OrderBy(happened => happened.Text("type"), StringComparer.Ordinal).ThenBy(Details, StringComparer.Ordinal));
            run.Clear();
        }
    }

    private static string Details(JsonObject happened) =>
        string.Concat(happened.Where(member => member.Key.EndsWith("Details", StringComparison.Ordinal)).Select(member => (member.Value as JsonObject)?["name"]?.ToString()));
}
