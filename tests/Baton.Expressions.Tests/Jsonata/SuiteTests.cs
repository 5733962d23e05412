using Baton.Json;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>The language's own test suite, group by group.</summary>
public sealed class SuiteTests
{
    public static TheoryData<string> Groups() =>
        Corpus.Jsonata is { } folder ? [.. Directory.GetFiles(Path.Combine(folder, "groups"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()] : [];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Groups))]
    [Proves("jsonata.suite")]
    public void A_group_of_the_suite_gives_what_version_2_0_6_gives(string group)
    {
        var cases = ((JsonArray)Corpus.Read("groups", $"{group}.json")).Select(fields => new SuiteCase((JsonObject)fields)).ToArray();
        var failures = cases.Select(one => (one.Id, Wrong: one.Check())).Where(one => one.Wrong is not null).Select(one => $"{one.Id}: {one.Wrong}").ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Length - failures.Length} of {cases.Length} cases hold.");
        Assert.True(failures.Length == 0, $"{failures.Length} of {cases.Length} cases fail:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
    }
}
