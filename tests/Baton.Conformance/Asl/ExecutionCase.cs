using Baton.Json;
using Baton.Language;
using Baton.Local;

namespace Baton.Conformance.Asl;

/// <summary>Runs a recorded execution and compares it with the recording, event by event.</summary>
internal static class ExecutionCase
{
    private const int StepsMax = 100_000;

    public static string? Fault(AslCase test) => Fault(test, RecordedAnswers.Of(test.Expected));

    public static string? Fault(AslCase test, TaskAnswers answers)
    {
        var parsed = DefinitionParser.Parse(test.Definition, new DefinitionOptions { Express = test.IsExpress });
        if (parsed.Machine is not { } definition) return $"refused: {parsed.InvalidDefinitionMessage()}";

        var run = new LocalExecution(definition, answers, Options(test));
        run.Start(JsonText.Parse(test.Input));
        var steps = 0;
        while (!IsAsFarAsRecorded(test, run) && run.Step())
        {
            if (++steps > StepsMax) return "the execution does not end";
        }
        return Compare(test, Snapshot.Of(run));
    }

    private static string? Compare(AslCase test, JsonObject snapshot)
    {
        JsonData expected = Without(test.Expected, "answers");
        JsonData actual = Replacements.Apply(test, AsRecorded(test, snapshot));
        if (ParallelBranches.AppliesTo(test))
        {
            actual = ParallelBranches.Normalise((JsonObject)actual);
            (expected, actual) = (BranchOrder.Sort((JsonObject)expected), BranchOrder.Sort((JsonObject)actual));
        }
        foreach (var path in test.NotCompared.Append("$..timestamp"))
        {
            expected = SnapshotPath.Change(expected, path, _ => null);
            actual = SnapshotPath.Change(actual, path, _ => null);
        }
        return new SnapshotComparison().Difference(expected, actual);
    }

    /// <summary>As much as was recorded: some recordings have no events, or the latest first, or stop before the execution did.</summary>
    private static JsonObject AsRecorded(AslCase test, JsonObject snapshot)
    {
        var recorded = test.Expected.Items("events").Cast<JsonObject>().ToList();
        if (recorded.Count == 0) return Without(snapshot, "events");
        var events = snapshot.Items("events");
        if (recorded[^1].Text("type") == "ExecutionStarted" && recorded.Count > 1) events = events.Reverse();
        if (!StopsEarly(test)) return snapshot.With("events", new JsonArray(events));
        return JsonObject.Of(("status", JsonData.Null), ("events", new JsonArray(events.Take(recorded.Count))));
    }

    private static bool StopsEarly(AslCase test) => test.Expected["status"] is { Kind: JsonKind.Null };

    private static bool IsAsFarAsRecorded(AslCase test, LocalExecution run) =>
        StopsEarly(test) && run.History.Count() >= test.Expected.Items("events").Count();

    private static LocalOptions Options(AslCase test) => new()
    {
        StartsAt = RecordingTime,
        StateMachineName = test.Original("<ArnPart_0idx>") ?? "machine",
        Name = test.Original("<ExecArnPart_0idx>") ?? "execution",
        RoleArn = test.Original("snf_role_arn") ?? test.Original("sfn_role_arn") ?? "snf_role_arn",
    };

    /// <summary>The points in time in the corpus's inputs lie just behind this one.</summary>
    private static DateTimeOffset RecordingTime { get; } = new(2026, 11, 22, 10, 39, 45, TimeSpan.Zero);

    private static JsonObject Without(JsonObject json, string member) => JsonObject.Of([.. json.Where(property => property.Key != member)]);
}
