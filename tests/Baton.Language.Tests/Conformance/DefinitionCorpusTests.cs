namespace Baton.Language.Tests.Conformance;

/// <summary>Every state machine of AWS's samples is accepted.</summary>
public sealed class DefinitionCorpusTests
{
    [Fact]
    public void Every_sample_parses_without_error()
    {
        var folder = Corpus.Folder("definitions");
        var faults = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Where(path => Path.GetFileName(path) != "index.json").Order(StringComparer.Ordinal))
        {
            var parsed = DefinitionParser.Parse(File.ReadAllText(path), DefinitionOptions.Standard);
            faults.AddRange(parsed.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => $"{Path.GetFileName(path)}: {finding}"));
        }
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }
}
