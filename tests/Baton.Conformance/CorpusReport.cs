namespace Baton.Conformance;

/// <summary>How a corpus went.</summary>
/// <param name="Corpus">Its name.</param>
/// <param name="Passed">How many cases passed.</param>
/// <param name="Failed">Those that did not.</param>
/// <param name="Excluded">Those that fail for a known reason, with the reason.</param>
/// <param name="Stale">Those that pass although they are excluded.</param>
/// <param name="NotRun">Those that were not run, each with why.</param>
public sealed record CorpusReport(
    string Corpus, int Passed, IReadOnlyList<CaseResult> Failed, IReadOnlyList<(CaseResult Case, string Reason)> Excluded, IReadOnlyList<CaseResult> Stale, IReadOnlyList<CaseResult> NotRun)
{
    public static CorpusReport Of(ICorpus corpus, string folder, Exclusions exclusions, string? filter = null)
    {
        var passed = 0;
        var (failed, excluded, stale, notRun) = (new List<CaseResult>(), new List<(CaseResult, string)>(), new List<CaseResult>(), new List<CaseResult>());
        foreach (var result in corpus.Run(folder).Where(result => filter is null || result.Id.Contains(filter, StringComparison.Ordinal)))
        {
            if (result.NotRun is not null)
            {
                notRun.Add(result);
                continue;
            }
            var reason = exclusions.ReasonFor(corpus.Name, result.Id);
            if (result.Passed) passed++;
            if (result.Passed && reason is not null) stale.Add(result);
            if (!result.Passed && reason is not null) excluded.Add((result, reason));
            if (!result.Passed && reason is null) failed.Add(result);
        }
        return new CorpusReport(corpus.Name, passed, failed, excluded, stale, notRun);
    }

    public void Print(TextWriter output, bool withFaults)
    {
        output.WriteLine($"{Corpus}: {Passed}/{Passed + Failed.Count} passed, {Excluded.Count} excluded, {NotRun.Count} not run");
        foreach (var result in Failed) output.WriteLine(withFaults ? $"  FAILED {result.Id}\n    {result.Fault}" : $"  FAILED {result.Id}");
        foreach (var result in Stale) output.WriteLine($"  passes, but is excluded: {result.Id}");
        foreach (var group in NotRun.GroupBy(result => result.NotRun)) output.WriteLine($"  not run {group.Count()}: {group.Key}");
        if (!withFaults) return;
        foreach (var (result, reason) in Excluded) output.WriteLine($"  excluded {result.Id}: {reason}");
        foreach (var result in NotRun) output.WriteLine($"  not run {result.Id}: {result.NotRun}");
    }
}
