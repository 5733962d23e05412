namespace Baton.Language.Tests.Conformance;

/// <summary>Every state machine of AWS's samples is accepted.</summary>
public sealed class DefinitionCorpusTests
{
    [Fact]
    public void Every_sample_parses_without_error()
    {
        var faults = from path in Directory.EnumerateFiles(Corpus.Folder("definitions"), "*.json").Order(StringComparer.Ordinal)
                     where Path.GetFileName(path) != "index.json"
                     let parsed = DefinitionParser.Parse(File.ReadAllText(path), DefinitionOptions.Standard)
                     where parsed.Machine is null
                     select $"{Path.GetFileName(path)}: {parsed.InvalidDefinitionMessage()}";
        Faults.None(faults);
    }
}
