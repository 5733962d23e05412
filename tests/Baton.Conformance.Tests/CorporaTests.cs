namespace Baton.Conformance.Tests;

/// <summary>Every corpus that is here, but for the exclusions, each of which carries its reason.</summary>
public sealed class CorporaTests
{
    public static TheoryData<string> Names => [.. Corpora.All.Select(corpus => corpus.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_case_of_a_corpus_passes_or_is_excluded_with_a_reason(string name)
    {
        var folder = Path.Combine(Corpora.Find() ?? "", name);
        Assert.SkipUnless(Directory.Exists(folder), $"The corpus '{name}' is absent: set BATON_CONFORMANCE to the folder that holds it.");

        var exclusions = Exclusions.Read(Path.Combine(AppContext.BaseDirectory, "exclusions.json"));
        var report = CorpusReport.Of(Corpora.All.Single(corpus => corpus.Name == name), folder, exclusions);
        var told = new StringWriter();
        report.Print(told, withFaults: true);
        TestContext.Current.TestOutputHelper?.WriteLine(told.ToString());
        Assert.True(report.Failed.Count == 0 && report.Stale.Count == 0, told.ToString());
    }
}
