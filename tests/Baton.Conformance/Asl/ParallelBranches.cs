using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>
/// Does to our events what LocalStack's <c>SfnNoneRecursiveParallelTransformer</c> did to AWS's: the events of branches lose their ids
/// and are sorted, and an event that closes a Parallel is overwritten where another one follows it.
/// </summary>
internal static class ParallelBranches
{
    public static bool AppliesTo(AslCase test) => test.Replacements.Any(replacement => replacement.Text("other") == "SfnNoneRecursiveParallelTransformer");

    public static JsonObject Normalise(JsonObject snapshot)
    {
        var events = snapshot.Items("events").Cast<JsonObject>().ToList();
        var (start, inBranches, branches) = (-1, false, new List<JsonObject>());
        for (var i = 0; i < events.Count; i++)
        {
            switch (events[i].Text("type"))
            {
                case "ParallelStateStarted":
                    (start, inBranches) = (i + 1, true);
                    branches.Clear();
                    break;
                case "ParallelStateSucceeded" or "ParallelStateAborted" or "ParallelStateFailed" or "ParallelStateExited":
                    events.RemoveRange(start, i - start);
                    events.InsertRange(start, branches);
                    (i, inBranches) = (start + branches.Count, false);
                    break;
                default:
                    if (!inBranches) break;
                    events[i] = events[i].With("id", new JsonArray(JsonData.Of(0))).With("previousEventId", JsonData.Of(0));
                    branches.Add(events[i]);
                    break;
            }
        }
        return snapshot.With("events", new JsonArray(events.Cast<JsonData>()));
    }
}
