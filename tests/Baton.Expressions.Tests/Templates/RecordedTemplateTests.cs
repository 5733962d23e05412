using Baton.Json;

namespace Baton.Expressions.Tests.Templates;

/// <summary>
/// Recordings of AWS in which a single Pass state does nothing but evaluate a payload template: the output is the template's
/// value. And those in which AWS refused a definition for a template's value.
/// </summary>
public sealed class RecordedTemplateTests
{
    private const string Refusal = "must be a valid JSONPath or a valid intrinsic function call at ";

    [Fact]
    public void Templates_give_what_AWS_recorded()
    {
        var file = Conformance.Find("asl/index.json");
        Assert.SkipWhen(file is null, "The conformance corpora are not here: set BATON_CONFORMANCE.");
        var cases = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.json", SearchOption.AllDirectories)
            .Where(path => path != file)
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Case: (JsonObject)JsonData.Parse(File.ReadAllBytes(path))))
            .ToList();
        var checks = cases.SelectMany(test => Runs(test.Case).Select(run => (test.Name, Failure: Check(run)))).ToList();
        checks.AddRange(cases.Where(test => Message(test.Case).Contains(Refusal, StringComparison.Ordinal)).Select(test => (test.Name, CheckRefusal(test.Case))));
        TestContext.Current.TestOutputHelper?.WriteLine($"{checks.Count} recorded templates.");
        Assert.NotEmpty(checks);
        Assert.Empty(checks.Where(check => check.Failure is not null).Select(check => $"{check.Name}: {check.Failure}"));
    }

    private static string? Check((JsonData Template, JsonData Input, JsonData Output) run)
    {
        var actual = PayloadTemplate.Parse(run.Template).Evaluate(Evaluations.Context(run.Input.ToString()));
        return actual.Equals(run.Output) ? null : $"{run.Template} of {run.Input} gives {actual}, expected {run.Output}";
    }

    private static string? CheckRefusal(JsonObject test)
    {
        var faults = new List<TemplateFault>();
        foreach (var (name, state) in (JsonObject)((JsonObject)test["definition"]!)["States"]!)
        {
            foreach (var (field, template) in (JsonObject)state) PayloadTemplate.Parse(template, $"/States/{name}/{field}", faults);
        }
        return faults.Exists(fault => Message(test).Contains($"{fault.Message} at {fault.Pointer}'", StringComparison.Ordinal)) ? null : Message(test);
    }

    private static string Message(JsonObject test) => ((test["expected"] as JsonObject)?["error"] as JsonObject)?["Message"] is JsonString { Value: var message } ? message : "";

    private static IEnumerable<(JsonData, JsonData, JsonData)> Runs(JsonObject test)
    {
        if (test["kind"] is not JsonString { Value: var kind }) yield break;
        if (kind == "execution" && Template(test["definition"]) is { } template && (test["expected"] as JsonObject)?["output"] is JsonObject output)
        {
            yield return (template, test["input"] ?? JsonObject.Empty, output);
        }
        if (kind != "api") yield break;
        var steps = ((JsonArray)test["steps"]!).Cast<JsonObject>().ToList();
        if (steps.Count(step => Is(step, "CreateStateMachine")) != 1) yield break;
        if (Template(Json(Parameter(steps.Single(step => Is(step, "CreateStateMachine")), "definition"))) is not { } tried) yield break;
        JsonData? input = null;
        foreach (var step in steps)
        {
            if (Is(step, "StartExecution")) input = Json(Parameter(step, "input"));
            if (Is(step, "GetExecutionHistory") && input is not null && Succeeded(step) is { } recorded) yield return (tried, input, recorded);
        }
    }

    /// <summary>The template of a machine that is a single Pass state with Parameters and nothing else.</summary>
    private static JsonData? Template(JsonData? definition)
    {
        if ((definition as JsonObject)?["States"] is not JsonObject { Count: 1 } states || states.Properties[0].Value is not JsonObject state) return null;
        var isPlain = state.All(field => field.Key is "Type" or "Comment" or "Parameters" or "End") && JsonData.Of("Pass").Equals(state["Type"]);
        return isPlain ? state["Parameters"] : null;
    }

    private static JsonData? Succeeded(JsonObject history)
    {
        var events = ((history["response"] as JsonObject)?["events"] as JsonArray)?.OfType<JsonObject>();
        return events?.Select(item => (item["executionSucceededEventDetails"] as JsonObject)?["output"]).OfType<JsonObject>().LastOrDefault();
    }

    private static bool Is(JsonObject step, string operation) => JsonData.Of(operation).Equals(step["op"]);

    private static JsonData? Parameter(JsonObject step, string name) => (step["params"] as JsonObject)?[name];

    private static JsonData? Json(JsonData? text) => text is JsonString { Value: var json } ? JsonData.Parse(json) : text;
}
