using Baton.Json;

namespace Baton.Language.Tests.Conformance;

/// <summary>The definitions in the recorded cases, and what AWS said to them.</summary>
internal static class AslCases
{
    /// <summary>One definition.</summary>
    /// <param name="Id">The case it is from.</param>
    /// <param name="Definition">The text.</param>
    /// <param name="IsState">Whether it is one state, as TestState takes it, not a machine.</param>
    /// <param name="IsExpress">Whether it was meant for an Express machine.</param>
    /// <param name="Message">The message with which AWS refused it; null where AWS accepted it.</param>
    internal sealed record Recorded(string Id, string Definition, bool IsState, bool IsExpress, string? Message)
    {
        public ParsedDefinition Parse()
        {
            var options = new DefinitionOptions { Express = IsExpress };
            return IsState ? DefinitionParser.ParseState(Definition, options) : DefinitionParser.Parse(Definition, options);
        }
    }

    /// <summary>The definitions that AWS accepted or refused as definitions; where it refused something else, nobody knows.</summary>
    public static IEnumerable<Recorded> Definitions(string folder) => All(folder).SelectMany(pair => OfCase(pair.Id, pair.Case));

    /// <summary>The cases of ValidateStateMachineDefinition: the definition's text, and the answer.</summary>
    public static IEnumerable<(string Id, string Definition, bool IsExpress, JsonObject Response)> Validations(string folder) =>
        from pair in All(folder)
        where Text(pair.Case["kind"]) == "validation"
        let request = (JsonObject)pair.Case["request"]!
        select (pair.Id, Definition(request["definition"]!), IsExpress(request["type"]), (JsonObject)((JsonObject)pair.Case["expected"]!)["response"]!);

    /// <summary>Definitions that were described afterwards, and the variables that the description says each state reads.</summary>
    public static IEnumerable<(string Id, string Definition, JsonObject References)> VariableReferences(string folder) =>
        from pair in All(folder)
        where Text(pair.Case["kind"]) == "api" && pair.Id.Contains("variable_references", StringComparison.Ordinal)
        let steps = Steps(pair.Case).ToList()
        let definition = steps.Select(step => step["params"]).OfType<JsonObject>().Select(parameters => Text(parameters["definition"])).First(text => text is not null)
        from step in steps
        where Text(step["op"]) == "DescribeStateMachine"
        select (pair.Id, definition, ((JsonObject)step["response"]!)["variableReferences"] as JsonObject ?? JsonObject.Empty);

    private static IEnumerable<Recorded> OfCase(string id, JsonObject @case) => Text(@case["kind"]) switch
    {
        "execution" => [new Recorded(id, CaseDefinition(@case), IsState: false, IsExpress(@case["type"]), null)],
        "create-error" when Error(@case["expected"]) is { } message => [new Recorded(id, CaseDefinition(@case), IsState: false, IsExpress(@case["type"]), message)],
        "test-state" => OfTestState(id, (JsonObject)@case["request"]!, (JsonObject)@case["expected"]!),
        "api" => Steps(@case).Select(step => OfStep(id, step)).OfType<Recorded>(),
        _ => [],
    };

    private static IEnumerable<Recorded> OfTestState(string id, JsonObject request, JsonObject expected)
    {
        var message = Error(expected);
        if (message is null && expected.Has("error")) yield break;
        var definition = request["definition"]!;
        var isState = definition is JsonObject json ? !json.Has("States") : !request.Has("stateName");
        yield return new Recorded(id, Definition(definition), isState, IsExpress: false, message);
    }

    private static Recorded? OfStep(string id, JsonObject step)
    {
        if (Text(step["op"]) is not ("CreateStateMachine" or "UpdateStateMachine") || step["params"] is not JsonObject parameters) return null;
        var message = Error(step);
        return Text(parameters["definition"]) is { } definition && (message is not null || !step.Has("error"))
            ? new Recorded(id, definition, IsState: false, IsExpress(parameters["type"]), message)
            : null;
    }

    private static IEnumerable<(string Id, JsonObject Case)> All(string folder) =>
        from entry in ((JsonArray)Corpus.Read(Path.Combine(folder, "index.json"))["cases"]!).Cast<JsonObject>()
        select (Text(entry["id"])!, Corpus.Read(Path.Combine(folder, Text(entry["file"])!)));

    private static IEnumerable<JsonObject> Steps(JsonObject @case) => ((JsonArray)@case["steps"]!).Cast<JsonObject>();

    /// <summary>The message of an InvalidDefinition error. The recording hides the partition.</summary>
    private static string? Error(JsonData? answer) =>
        answer is JsonObject holder && holder["error"] is JsonObject error && Text(error["Code"]) == "InvalidDefinition"
            ? Text(error["Message"])!.Replace("arn:<partition>:", "arn:aws:", StringComparison.Ordinal)
            : null;

    private static string CaseDefinition(JsonObject @case) => Text(@case["definitionText"]) ?? Definition(@case["definition"]!);

    private static string Definition(JsonData value) => Text(value) ?? value.ToString();

    private static bool IsExpress(JsonData? type) => Text(type) == "EXPRESS";

    private static string? Text(JsonData? value) => (value as JsonString)?.Value;
}
