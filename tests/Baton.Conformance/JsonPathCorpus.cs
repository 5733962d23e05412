using Baton.Expressions;
using Baton.Expressions.Paths;
using Baton.Json;

namespace Baton.Conformance;

/// <summary>
/// Paths, documents and what Jayway JsonPath answers. Where its versions 3.0.0 and 2.0.0 part, either answer passes unless AWS's recordings
/// decide; errors are compared by phase and by whether something is missing.
/// </summary>
public sealed class JsonPathCorpus : ICorpus
{
    private const string KnownOfAws = "own/no-input#";

    public string Name => "jsonpath";

    public IEnumerable<CaseResult> Run(string folder) =>
        ((JsonArray)JsonFile.Read(Path.Combine(folder, "cases.json"))).Cast<JsonObject>().Select(test => CaseResult.Of(test.Text("id")!, () => Fault(test)));

    private static string? Fault(JsonObject test)
    {
        var actual = Outcome.Of(test.Text("path")!, test["document"]!);
        if (actual.Fits(test) || (test.Object("jayway200") is { } older && actual.Fits(older))) return null;
        if (test.Text("id")!.StartsWith(KnownOfAws, StringComparison.Ordinal) && JsonArray.Empty.Equals(actual.Value)) return null;
        return $"{test.Text("path")}: {actual}, expected {test["result"] ?? test["error"]} definite {test["definite"]}";
    }

    private sealed record Outcome(JsonData? Value, bool? IsDefinite, string? Phase, bool IsMissing)
    {
        public static Outcome Of(string text, JsonData document)
        {
            CompiledPath path;
            try
            {
                path = PathParser.Parse(text);
            }
            catch (ExpressionException)
            {
                return new Outcome(null, null, "compile", false);
            }
            var fault = path.Evaluate(document, document, new EvaluationBudget(TimeProvider.System, TimeSpan.FromSeconds(10)), requireAll: false, out var value);
            return new Outcome(value, path.IsDefinite, fault is null ? null : "read", fault?.Kind == PathFaultKind.Missing);
        }

        public bool Fits(JsonObject expected)
        {
            if (expected.Object("error") is not { } error) return Phase is null && JsonData.Of(IsDefinite!.Value).Equals(expected["definite"]) && Value!.Equals(expected["result"]);
            return Phase == error.Text("phase") && (Phase == "compile" || IsMissing == (error.Text("type") == "PathNotFoundException"));
        }

        public override string ToString() => Phase is null ? $"{Value} definite {IsDefinite}" : $"{Phase} error{(IsMissing ? " (missing)" : "")}";
    }
}
