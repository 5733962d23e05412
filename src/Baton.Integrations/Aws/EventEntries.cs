using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Aws;

/// <summary>What <c>events:putEvents</c> does beyond the call: it says who sends, and fails when one of the events was not taken.</summary>
internal static class EventEntries
{
    /// <summary>Adds the execution and its machine to the <c>Resources</c> of every event.</summary>
    public static JsonObject WithExecution(JsonObject parameters, ExecutionIdentity execution)
    {
        if (parameters["Entries"] is not JsonArray entries) return parameters;
        JsonData[] senders = [JsonData.Of(execution.ExecutionArn), JsonData.Of(execution.StateMachineArn)];
        return parameters.With("Entries", new JsonArray(entries.Select(entry =>
            entry is JsonObject members ? members.With("Resources", new JsonArray((members["Resources"] as JsonArray ?? JsonArray.Empty).Concat(senders))) : entry)));
    }

    /// <summary>The failure of a call of which some events were refused; null where all were taken.</summary>
    public static TaskOutcome? Failure(JsonObject result) =>
        result["FailedEntryCount"] is JsonNumber { Value: > 0 } ? new TaskOutcome.Failed("EventBridge.FailedEntry", result.ToString()) : null;
}
