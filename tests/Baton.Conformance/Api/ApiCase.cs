using System.Globalization;
using Baton.Conformance.Asl;
using Baton.Json;

namespace Baton.Conformance.Api;

/// <summary>Makes the recorded calls of a case, in order, and compares the answers with those of AWS.</summary>
internal sealed class ApiCase
{
    /// <summary>Services of which a case only wants that something is there: their calls are left out.</summary>
    private static readonly string[] OnlyNamed = ["lambda", "logs"];

    private static readonly string[] JsonTexts = ["definition", "input", "variables", "context"];

    private static readonly string[] Times = ["creationDate", "updateDate", "startDate", "stopDate", "timestamp"];

    private readonly AslCase _case;
    private readonly LocalApi _api;
    private readonly SnapshotComparison _comparison = new();
    private readonly Dictionary<string, (string Token, int After)> _pages = [];
    private int _executions;

    private ApiCase(AslCase test)
    {
        _case = test;
        _api = new LocalApi(new RecordedFunctions(test), FunctionStandIn.Integration(test));
    }

    public static bool CanRun(AslCase test)
    {
        if (test.Needs.Except(OnlyNamed).Any()) return false;
        var api = new LocalApi();
        return Steps(test).All(step => api.Serves(step.Text("op")!));
    }

    public static string? Fault(AslCase test)
    {
        var run = new ApiCase(test);
        foreach (var step in Steps(test))
        {
            var answer = run.Call(step.Text("op")!, run.Parameters(step));
            foreach (var (key, expected, actual) in run.Compared(step, answer))
            {
                if (run.Difference(key, expected, actual) is { } difference) return $"{step.Text("op")} {key}{difference}";
            }
        }
        return test.AlsoCompared["end_event"] is { } end ? run.Difference("end_event", end, run._api.Log.All[^1]) : null;
    }

    private static IEnumerable<JsonObject> Steps(AslCase test) => test.Kind switch
    {
        "validation" => [OneCall(test, "ValidateStateMachineDefinition")],
        "test-state" => [OneCall(test, "TestState")],
        "create-error" => [JsonObject.Of(("op", JsonData.Of("CreateStateMachine")), ("params", Creation(test)), ("key", JsonData.Of("error")), ("error", test.Expected["error"]!))],
        "execution" => SyncSteps(test),
        _ => test.Steps.Where(step => !step.Has("service")),
    };

    private static JsonObject OneCall(AslCase test, string operation) => JsonObject.Of(
        ("op", JsonData.Of(operation)), ("params", WithTexts(test.Request)), ("key", JsonData.Of("response")),
        test.Expected.Object("error") is { } error ? ("error", error) : ("response", test.Expected["response"]!));

    private static IEnumerable<JsonObject> SyncSteps(AslCase test)
    {
        var machine = test.Original("<ArnPart_0idx>")!;
        yield return Step("creation_response", Creation(test, machine).With("type", JsonData.Of("EXPRESS")));
        yield return Step("start_execution_sync_response", JsonObject.Of(
            ("stateMachineArn", JsonData.Of($"arn:aws:states:us-east-1:000000000000:stateMachine:{machine}")), ("input", JsonData.Of(test.Input)),
            ("name", JsonData.Of(test.Original("<SyncExecArn_Part1_0idx>")!))));

        JsonObject Step(string key, JsonObject parameters)
        {
            var recorded = test.Expected.Object("answers")!.Object(key)!;
            return JsonObject.Of(("op", recorded["op"]!), ("params", parameters), ("key", JsonData.Of(key)), ("response", recorded["response"]!));
        }
    }

    private static JsonObject Creation(AslCase test, string name = "machine") => test.Create.Aggregate(
        JsonObject.Of(("name", JsonData.Of(name)), ("definition", JsonData.Of(test.Definition)), ("roleArn", JsonData.Of("arn:aws:iam::000000000000:role/r"))),
        (request, member) => request.With(member.Key, member.Value));

    /// <summary>The parameters that the recording tells as JSON, as the texts that its client wrote.</summary>
    private static JsonObject WithTexts(JsonObject request) => JsonTexts.Aggregate(
        request, (changed, name) => changed[name] is { } json and not JsonString ? changed.With(name, JsonData.Of(PythonJson.Write(json))) : changed);

    /// <summary>What of an answer was recorded: all of it, or a list that may go over several pages.</summary>
    private IEnumerable<(string Key, JsonData Expected, JsonData Actual)> Compared(JsonObject step, JsonObject answer)
    {
        if (step.Text("key") is { } key)
        {
            var expected = step.Object("error") is { } error ? JsonObject.Of(("Error", error)) : Without(step.Object("response") ?? JsonObject.Empty, "ResponseMetadata");
            yield return (key, expected, answer);
        }
        foreach (var (name, part) in step.Object("parts") ?? JsonObject.Empty)
        {
            var expected = (JsonArray)((JsonObject)part)["value"]!;
            var found = Listed(answer);
            for (var next = answer; found.Count < expected.Count && next.Has("nextToken"); found.AddRange(Listed(next)))
            {
                next = Call(step.Text("op")!, step.Object("params")!.With("nextToken", next["nextToken"]!));
            }
            yield return (name, expected, new JsonArray(found));
        }
    }

    private static List<JsonData> Listed(JsonObject answer) => [.. answer.Select(member => member.Value).OfType<JsonArray>().FirstOrDefault() ?? JsonArray.Empty];

    private JsonObject Call(string operation, JsonObject parameters)
    {
        var answer = _api.Call(operation, parameters);
        if (answer.Text("nextToken") is { } token) _pages[operation] = (token, (parameters.Has("nextToken") ? _pages[operation].After : 0) + Listed(answer).Count);
        return answer;
    }

    /// <summary>The parameters as we need them: our page tokens, and the recorded names of executions whose names AWS made up.</summary>
    private JsonObject Parameters(JsonObject step)
    {
        var (operation, parameters) = (step.Text("op")!, step.Object("params")!);
        if (int.TryParse(parameters.Text("nextToken"), NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            // A number stands for the token after so many items; the pages between were not recorded.
            while (_pages[operation].After < after) Call(operation, parameters.With("nextToken", JsonData.Of(_pages[operation].Token)));
            return parameters.With("nextToken", JsonData.Of(_pages[operation].Token));
        }
        if (operation != "StartExecution" || step.Has("error")) return parameters;
        var name = parameters.Text("name") ?? _case.Original($"<ExecArnPart_{_executions}idx>");
        _executions++;
        return name is null ? parameters : parameters.With("name", JsonData.Of(name));
    }

    private string? Difference(string key, JsonData expected, JsonData actual)
    {
        var (theirs, ours) = (JsonObject.Of((key, expected)), JsonObject.Of((key, WithoutTimes(Snapshot.Recorded(actual)))));
        ours = Replacements.Apply(_case, ours);
        foreach (var path in _case.NotCompared)
        {
            theirs = (JsonObject)SnapshotPath.Change(theirs, path, _ => null);
            ours = (JsonObject)SnapshotPath.Change(ours, path, _ => null);
        }
        foreach (var replacement in _case.Replacements)
        {
            if (replacement.Text("key") is { } replaced) ours = (JsonObject)SnapshotPath.Change(ours, $"$..{replaced}", _ => JsonData.Of($"<{replacement.Text("by")}:1>"));
        }
        return _comparison.Difference(theirs, ours);
    }

    /// <summary>Points in time as the recording tells them.</summary>
    private static JsonData WithoutTimes(JsonData answer) =>
        Times.Aggregate(answer, (changed, name) => SnapshotPath.Change(changed, $"$..{name}", told => told is JsonNumber ? JsonData.Of(name == "timestamp" ? name : "datetime") : told));

    private static JsonObject Without(JsonObject json, string member) => JsonObject.Of([.. json.Where(property => property.Key != member)]);
}
