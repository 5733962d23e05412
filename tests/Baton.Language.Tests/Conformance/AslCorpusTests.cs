namespace Baton.Language.Tests.Conformance;

/// <summary>What AWS accepted is accepted, and what AWS refused is refused in the same words.</summary>
public sealed class AslCorpusTests
{
    [Fact]
    public void What_AWS_accepted_parses_without_error()
    {
        var faults = new List<string>();
        foreach (var (id, definition, express) in AslCases.Accepted(Corpus.Folder("asl")))
        {
            var parsed = DefinitionParser.Parse(definition, new DefinitionOptions { Express = express });
            if (parsed.Machine is null) faults.Add($"{id}: {parsed.InvalidDefinitionMessage()}");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void What_AWS_refused_is_refused_in_the_same_words()
    {
        var faults = new List<string>();
        foreach (var (id, definition, express, message) in AslCases.Refused(Corpus.Folder("asl")))
        {
            var actual = DefinitionParser.Parse(definition, new DefinitionOptions { Express = express }).InvalidDefinitionMessage();
            if (actual != message) faults.Add($"{id}\n  expected {message}\n  actual   {actual}");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }
}
