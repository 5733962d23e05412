using Baton.Json;
using Baton.Language;

namespace Baton.Conformance.Asl;

/// <summary>What ValidateStateMachineDefinition answers, from the parser's findings.</summary>
internal static class ValidationCase
{
    private const int DiagnosticsMax = 100;

    public static string? Fault(AslCase test)
    {
        var answer = Replacements.Apply(test, Answer(test.Request));
        var expected = JsonObject.Of([.. test.Expected.Object("response")!.Where(member => member.Key != "ResponseMetadata")]);
        return new SnapshotComparison().Difference(expected, answer);
    }

    /// <summary>The errors, and the warnings where they are asked for.</summary>
    private static JsonObject Answer(JsonObject request)
    {
        var definition = request["definition"] is JsonString text ? text.Value : request["definition"]!.ToString();
        var parsed = DefinitionParser.Parse(definition, new DefinitionOptions { Express = request.Text("type") == "EXPRESS" });
        var told = parsed.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error || request.Text("severity") == "WARNING").ToList();
        var max = request["maxResults"] is JsonNumber { Value: > 0 } wanted ? (int)wanted.Value : DiagnosticsMax;
        return JsonObject.Of(
            ("diagnostics", new JsonArray(told.Take(max).Select(JsonData (finding) => Diagnostic(finding)))),
            ("result", JsonData.Of(parsed.HasErrors ? "FAIL" : "OK")),
            ("truncated", JsonData.Of(told.Count > max)));
    }

    private static JsonObject Diagnostic(Diagnostic finding)
    {
        var diagnostic = JsonObject.Of(
            ("code", JsonData.Of(finding.Code)), ("message", JsonData.Of(finding.Message)), ("severity", JsonData.Of(finding.Severity == DiagnosticSeverity.Error ? "ERROR" : "WARNING")));
        return finding.Location is null ? diagnostic : diagnostic.With("location", JsonData.Of(finding.Location));
    }
}
