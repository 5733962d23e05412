using Baton.Json;

namespace Baton.Expressions.Tests.Paths;

/// <summary>
/// What Jayway JsonPath answers to recorded paths and documents. Where its versions 3.0.0 and 2.0.0 part and AWS's recordings do
/// not decide, either answer passes; errors are compared by phase and by whether something is missing.
/// </summary>
public sealed class CorpusTests
{
    [Fact]
    public void Recorded_paths_give_the_recorded_answers()
    {
        var file = Conformance.Find("jsonpath/cases.json");
        Assert.SkipWhen(file is null, "The conformance corpora are not here: set BATON_CONFORMANCE.");
        var cases = (JsonArray)JsonData.Parse(File.ReadAllBytes(file));
        Assert.NotEmpty(cases);
        var failures = cases.Cast<JsonObject>().Select(Check).Where(failure => failure is not null).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count - failures.Count} of {cases.Count} cases pass.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Count} cases fail:\n{string.Join('\n', failures)}");
    }

    private static string? Check(JsonObject test)
    {
        var (id, path) = (Text(test["id"]), Text(test["path"]));
        var actual = Outcome.Of(path, test["document"]!);
        if (!IsDecided(test) && actual.Fits(test)) return null;
        if (!IsDecided(test) && test["jayway200"] is JsonObject older && actual.Fits(older)) return null;
        if (IsDecided(test) && actual.Value == JsonArray.Empty) return null;
        return $"{id} {path}: {actual}, expected {test["result"]?.ToString() ?? test["error"]?.ToString()} definite {test["definite"]}, 2.0.0: {test["jayway200"]}";
    }

    /// <summary>
    /// AWS's recordings decide one difference: wildcards, slices and filters on what is not there give an empty list, as in 2.0.0, and
    /// not a missing path, as in 3.0.0.
    /// </summary>
    private static bool IsDecided(JsonObject test) =>
        test["error"] is JsonObject error && Text(error["type"]) == "PathNotFoundException" && JsonArray.Empty.Equals((test["jayway200"] as JsonObject)?["result"]);

    private static string Text(JsonData? value) => ((JsonString)value!).Value;

    private sealed record Outcome(JsonData? Value, bool? IsDefinite, string? Phase, bool IsMissing, string? Message)
    {
        public static Outcome Of(string text, JsonData document)
        {
            JsonPath path;
            try
            {
                path = JsonPath.ParseJayway(text);
            }
            catch (ExpressionException e)
            {
                Assert.Equal(ExpressionErrors.Syntax, e.Code);
                return new Outcome(null, null, "compile", false, e.Message);
            }
            try
            {
                return new Outcome(path.Read(document, Evaluations.Ample()), path.IsDefinite, null, false, null);
            }
            catch (ExpressionException e)
            {
                return new Outcome(null, path.IsDefinite, "read", e.Code == ExpressionErrors.PathNotFound, e.Message);
            }
        }

        public bool Fits(JsonObject expected)
        {
            if (expected["error"] is JsonObject error)
            {
                return Phase == Text(error["phase"]) && (Phase == "compile" || IsMissing == (Text(error["type"]) == "PathNotFoundException"));
            }
            return Phase is null && JsonData.Of(IsDefinite!.Value).Equals(expected["definite"]) && Value!.Equals(expected["result"]);
        }

        public override string ToString() => Phase is null ? $"{Value} definite {IsDefinite}" : $"{Phase} error (missing: {IsMissing}) {Message}";
    }
}
