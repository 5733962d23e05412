using Baton.Json;

namespace Baton.Language.Tests.Conformance;

/// <summary>The definitions in the recorded cases, and what AWS said to them.</summary>
internal static class AslCases
{
    internal sealed record AcceptedCase(string Id, string Definition, bool Express);

    internal sealed record RefusedCase(string Id, string Definition, bool Express, string Message);

    public static IEnumerable<AcceptedCase> Accepted(string folder)
    {
        foreach (var (id, @case) in All(folder))
        {
            if (Text(@case["kind"]) is "execution") yield return new AcceptedCase(id, Definition(@case), IsExpress(@case["type"]));
            if (Text(@case["kind"]) is not "api") continue;
            foreach (var step in ((JsonArray)@case["steps"]!).Cast<JsonObject>())
            {
                if (Text(step["op"]) is "CreateStateMachine" or "UpdateStateMachine" && !step.Has("error")
                    && step["params"] is JsonObject parameters && Text(parameters["definition"]) is { } definition)
                {
                    yield return new AcceptedCase(id, definition, IsExpress(parameters["type"]));
                }
            }
        }
    }

    public static IEnumerable<RefusedCase> Refused(string folder)
    {
        foreach (var (id, @case) in All(folder))
        {
            switch (Text(@case["kind"]))
            {
                case "create-error" when Error(@case["expected"]) is { } message:
                    yield return new RefusedCase(id, Definition(@case), IsExpress(@case["type"]), message);
                    break;
                case "api":
                    foreach (var step in ((JsonArray)@case["steps"]!).Cast<JsonObject>())
                    {
                        if (step["params"] is JsonObject parameters && Text(parameters["definition"]) is { } definition && Error(step) is { } message)
                        {
                            yield return new RefusedCase(id, definition, IsExpress(parameters["type"]), message);
                        }
                    }
                    break;
            }
        }
    }

    private static IEnumerable<(string Id, JsonObject Case)> All(string folder) =>
        from entry in ((JsonArray)Corpus.Read(Path.Combine(folder, "index.json"))["cases"]!).Cast<JsonObject>()
        select (Text(entry["id"])!, Corpus.Read(Path.Combine(folder, Text(entry["file"])!)));

    private static string? Error(JsonData? answer) =>
        answer is JsonObject { } holder && holder["error"] is JsonObject error && Text(error["Code"]) == "InvalidDefinition" ? Text(error["Message"]) : null;

    private static string Definition(JsonObject @case) => Text(@case["definitionText"]) ?? @case["definition"]!.ToString();

    private static bool IsExpress(JsonData? type) => Text(type) == "EXPRESS";

    private static string? Text(JsonData? value) => (value as JsonString)?.Value;
}
