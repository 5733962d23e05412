using System.Runtime.CompilerServices;
using System.Text;
using Baton.Engine.Events;
using Baton.Runtime.Storage;

namespace Baton.Runtime.Tests.Storage;

/// <summary>
/// Stored events outlive the code: what a golden file holds reads back to the same text, whatever changed since. UPDATE_GOLDEN=1 writes
/// the files of new cases anew; a file that changes is a stored shape that changes.
/// </summary>
public sealed class GoldenEventTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "Golden");

    public static TheoryData<string> Names => [.. CasesOf(typeof(ExecutionEvent)).Select(type => type.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_golden_event_reads_back_to_the_same_text(string name)
    {
        var file = Path.Combine(Folder, $"{name}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Write(file, [.. EventSamples.All.Where(happened => happened.GetType().Name == name)]);

        var lines = File.ReadAllLines(file);
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var events = EventCodec.Decode(Encoding.UTF8.GetBytes(line));
            Assert.Equal(name, Assert.Single(events).GetType().Name);
            Assert.Equal(line, Encoding.UTF8.GetString(EventCodec.Encode(events)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_case_has_a_sample_that_survives_storing(string name)
    {
        var samples = EventSamples.All.Where(happened => happened.GetType().Name == name).ToList();
        Assert.NotEmpty(samples);
        Assert.Equal(CanonicalText.Of(samples), CanonicalText.Of(EventCodec.Decode(EventCodec.Encode(samples))));
    }

    [Fact]
    public void A_payload_that_comes_again_within_a_commit_is_stored_once()
    {
        var payload = Json.JsonText.Parse($"\"{new string('x', 1000)}\"");
        ExecutionEvent[] events =
        [
            new ExecutionEvent.StateEntered(Language.Model.StateType.Pass, "A", payload) { Id = 2 },
            new ExecutionEvent.StateExited(Language.Model.StateType.Pass, "A", payload, "B") { Id = 3 },
            .. Enumerable.Range(0, 100).Select(i => new ExecutionEvent.MapIterationStarted("M", i, i, payload) { Id = 4 + i }),
        ];
        var stored = EventCodec.Encode(events);
        Assert.InRange(stored.Length, 1000, 1000 + (110 * events.Length));
        Assert.Equal(CanonicalText.Of(events), CanonicalText.Of(EventCodec.Decode(stored)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("""[{"type":"NoSuchEvent","at":0}]""")]
    [InlineData("""[{"type":"StateEntered","at":0,"state":"Nothing","name":"A","input":1}]""")]
    public void What_is_no_event_is_refused_and_named(string stored) =>
        Assert.Throws<StoredEventException>(() => EventCodec.Decode(Encoding.UTF8.GetBytes(stored)));

    private static IEnumerable<Type> CasesOf(Type union) => union.GetNestedTypes().Where(type => type.IsSubclassOf(union)).OrderBy(type => type.Name, StringComparer.Ordinal);

    private static void Write(string file, IReadOnlyList<ExecutionEvent> samples)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllLines(file, samples.Select(sample => Encoding.UTF8.GetString(EventCodec.Encode([sample]))));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
