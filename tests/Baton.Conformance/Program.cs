using Baton.Conformance;

// conformance [DIR] [FILTER]: runs every corpus found in DIR; FILTER keeps the cases whose id contains it and tells what differs.
var root = args.Length > 0 ? args[0] : Corpora.Find();
if (root is null || !Directory.Exists(root))
{
    await Console.Error.WriteLineAsync("No corpora: give their folder, or set BATON_CONFORMANCE.");
    return 2;
}
var filter = args.Length > 1 ? args[1] : null;
var exclusions = Exclusions.Read(Path.Combine(AppContext.BaseDirectory, "exclusions.json"));
var reports = new List<CorpusReport>();
foreach (var corpus in Corpora.All)
{
    if (Corpora.FolderOf(corpus, root) is not { } folder) continue;
    var report = CorpusReport.Of(corpus, folder, exclusions, filter);
    reports.Add(report);
    report.Print(Console.Out, withFaults: filter is not null);
}
if (reports.Count == 0)
{
    await Console.Error.WriteLineAsync($"There is no corpus in {root}: {string.Join(", ", Corpora.All.Select(corpus => corpus.Name))} are known.");
    return 2;
}
var others = Directory.EnumerateDirectories(root).Select(Path.GetFileName).Except(Corpora.All.Select(corpus => corpus.Name)).Order(StringComparer.Ordinal).ToList();
if (others.Count > 0) Console.WriteLine($"folders without cases for this program: {string.Join(", ", others)}");
return reports.Any(report => report.Failed.Count > 0) ? 1 : 0;
