using Baton.Api;
using Baton.Json;
using Baton.Language;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>Tests one state of a draft as TestState does. What is wrong with other states does not matter.</summary>
internal sealed class DraftStateTest(StepFunctionsEndpoint api)
{
    private const string Role = "arn:aws:iam::000000000000:role/draft";

    /// <param name="request">What TestState takes, but for the definition.</param>
    /// <param name="draft">The definition.</param>
    /// <returns>What TestState answers.</returns>
    public Task<JsonObject> RunAsync(DraftRequest request, DraftText draft, CancellationToken cancellationToken)
    {
        var asked = request.Without("text", "format", "stateName");
        var name = request.Required("stateName");
        if (!asked.Has("inspectionLevel")) asked = asked.With("inspectionLevel", JsonData.Of("DEBUG"));
        if (!asked.Has("roleArn")) asked = asked.With("roleArn", JsonData.Of(Role));
        asked = DefinitionParser.Parse(draft.Json, DefinitionOptions.Standard).HasErrors && Alone(draft, name) is { } state
            ? asked.With("definition", JsonData.Of(state.ToString()))
            : asked.With("definition", JsonData.Of(draft.Json)).With("stateName", JsonData.Of(name));
        return api.CallAsync("TestState", asked, "us-east-1", task: null, cancellationToken);
    }

    /// <summary>A state with the query language that it has in its machine; null where the draft has no such state.</summary>
    private static JsonObject? Alone(DraftText draft, string name)
    {
        if (draft.Root is null || JsonData.Parse(draft.Json, new JsonLimits(DefinitionParser.LengthMax * 4, DefinitionParser.DepthMax)) is not JsonObject machine) return null;
        if (Find(machine, name) is not { } state) return null;
        return !state.Has("QueryLanguage") && machine["QueryLanguage"] is { } language ? state.With("QueryLanguage", language) : state;
    }

    private static JsonObject? Find(JsonObject scope, string name)
    {
        if (scope["States"] is not JsonObject states) return null;
        if (states[name] is JsonObject found) return found;
        return states.Select(state => state.Value).OfType<JsonObject>().SelectMany(Inside).Select(inner => Find(inner, name)).FirstOrDefault(inner => inner is not null);
    }

    private static IEnumerable<JsonObject> Inside(JsonObject state) =>
        new[] { state["ItemProcessor"], state["Iterator"] }.Concat(state["Branches"] as JsonArray ?? JsonArray.Empty).OfType<JsonObject>();
}
