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
var failed = false;
foreach (var corpus in Corpora.All)
{
    var folder = Path.Combine(root, corpus.Name);
    if (!Directory.Exists(folder)) continue;
    var report = CorpusReport.Of(corpus, folder, exclusions, filter);
    failed |= report.Failed.Count > 0;
    report.Print(Console.Out, withFaults: filter is not null);
}
return failed ? 1 : 0;
