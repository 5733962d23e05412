using System.Text.Json;
using Baton.Client;

namespace Baton.Cli.Tests;

/// <summary>Timelines of the histories that AWS itself recorded: whatever AWS writes has its place.</summary>
public sealed class TimelineCorpusTests
{
    [Fact]
    public void Every_recorded_history_is_a_timeline_without_loose_ends()
    {
        var folder = Corpus();
        Assert.SkipUnless(folder is not null, "The corpus 'asl' is absent: set BATON_CONFORMANCE to the folder that holds it.");
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (!IsExecution(document.RootElement, out var expected)) continue;
            var events = Events(expected).OrderBy(happened => happened.Id).ToList(); // some were read in reverse
            var visits = Timeline.Of(events).AllVisits().ToList();
            Assert.True(visits.Count == events.Count(happened => happened.StateEnteredEventDetails is not null), $"{file}: a state that was entered is missing.");
            Assert.True(visits.TrueForAll(visit => visit.Status != VisitStatus.Running), $"{file}: a state of an ended execution is still open.");
            Assert.True(
                visits.Count(visit => visit.Status is VisitStatus.Succeeded or VisitStatus.Caught) == events.Count(happened => happened.StateExitedEventDetails is not null),
                $"{file}: a state that was left is not told as left.");
            count++;
        }

        Assert.True(count > 150, $"Expected the recorded executions in {folder}, found {count}.");
    }

    private static bool IsExecution(JsonElement root, out JsonElement expected)
    {
        expected = default;
        return root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("expected", out expected)
            && expected.ValueKind == JsonValueKind.Object
            && expected.TryGetProperty("events", out var events)
            && events.ValueKind == JsonValueKind.Array
            && events.EnumerateArray().All(happened => happened.GetProperty("id").ValueKind == JsonValueKind.Number)
            && events.EnumerateArray().Any(happened => happened.GetProperty("type").GetString() is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionAborted" or "ExecutionTimedOut");
    }

    // The corpus masks times, and has inputs and outputs as values; only types, names and links matter here.
    private static IEnumerable<HistoryEvent> Events(JsonElement expected) =>
        from happened in expected.GetProperty("events").EnumerateArray()
        let id = happened.GetProperty("id").GetInt64()
        select new HistoryEvent
        {
            Id = id,
            PreviousEventId = happened.GetProperty("previousEventId").GetInt64(),
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(id),
            Type = happened.GetProperty("type").GetString()!,
            StateEnteredEventDetails = Name(happened, "stateEnteredEventDetails") is { } entered ? new() { Name = entered } : null,
            StateExitedEventDetails = Name(happened, "stateExitedEventDetails") is { } exited ? new() { Name = exited } : null,
            MapIterationStartedEventDetails = Iteration(happened, "mapIterationStartedEventDetails"),
            MapIterationSucceededEventDetails = Iteration(happened, "mapIterationSucceededEventDetails"),
            MapIterationFailedEventDetails = Iteration(happened, "mapIterationFailedEventDetails"),
            MapIterationAbortedEventDetails = Iteration(happened, "mapIterationAbortedEventDetails"),
        };

    private static string? Name(JsonElement happened, string details) => happened.TryGetProperty(details, out var value) ? value.GetProperty("name").GetString() : null;

    private static MapIterationEventDetails? Iteration(JsonElement happened, string details) =>
        happened.TryGetProperty(details, out var value) ? new() { Name = value.GetProperty("name").GetString(), Index = value.GetProperty("index").GetInt32() } : null;

    private static string? Corpus()
    {
        var candidates = Environment.GetEnvironmentVariable("BATON_CONFORMANCE") is { Length: > 0 } named ? [named] : Parents().Select(folder => Path.Combine(folder, "shared", "conformance"));
        return candidates.Select(folder => Path.Combine(folder, "asl")).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Parents()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
