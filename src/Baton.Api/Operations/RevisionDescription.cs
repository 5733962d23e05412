using Baton.Api.Protocol;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime;
using Baton.Runtime.MapRuns;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>Writes what the two operations that describe a machine tell of its revision.</summary>
internal static class RevisionDescription
{
    /// <summary>Reads how much the caller wants; true for everything.</summary>
    public static bool IncludesData(RequestReader request) => request.Word("includedData", "ALL_DATA", "METADATA_ONLY") != "METADATA_ONLY";

    /// <param name="runtime">Knows the definitions.</param>
    /// <param name="response">The response.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="includesData">Whether to tell the definition and what comes of it.</param>
    /// <param name="label">The label of the Map state whose definition is wanted; null for the machine's.</param>
    /// <returns>False where no Map state has the label; nothing is written then.</returns>
    public static bool TryWrite(WorkflowRuntime runtime, ResponseWriter response, StateMachineRevisionRow revision, bool includesData, string? label = null)
    {
        var definition = label is null ? ItemProcessor.Parse(revision.Settings)?.DefinitionIn(revision.Definition) ?? revision.Definition : DefinitionOf(revision.Definition, label);
        if (definition is null) return false;
        response.Text("definition", includesData || label is not null ? definition : "{}");
        response.Text("roleArn", revision.RoleArn);
        response.Text("label", label);
        response.Text("revisionId", revision.RevisionId);
        var settings = MachineSettings.Parse(revision.Settings);
        response.Raw("loggingConfiguration", settings.Logging);
        response.Raw("tracingConfiguration", settings.Tracing);
        response.Raw("encryptionConfiguration", settings.Encryption);
        if (includesData) WriteReferences(response, runtime.Definitions.Get(revision).Definition);
        return true;
    }

    private static void WriteReferences(ResponseWriter response, StateMachine machine)
    {
        var references = machine.States.Values.Where(state => state.VariableReferences.Count > 0)
            .Select(state => (state.Name, (JsonData)new JsonArray(state.VariableReferences.Select(name => (JsonData)JsonData.Of(name))))).ToArray();
        if (references.Length > 0) response.Raw("variableReferences", JsonObject.Of(references));
    }

    /// <summary>What each item of a labelled Map state runs; null where no state has the label.</summary>
    private static string? DefinitionOf(string definition, string label) =>
        ItemProcessor.Find((JsonObject)JsonData.Parse(definition), (_, state) => (state["Label"] as JsonString)?.Value == label)?["ItemProcessor"] is JsonObject processor
            ? processor.ToString()
            : null;
}
