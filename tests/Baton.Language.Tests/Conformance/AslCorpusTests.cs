using Baton.Json;

namespace Baton.Language.Tests.Conformance;

/// <summary>What AWS accepted is accepted, and what AWS refused is refused in the same words.</summary>
public sealed class AslCorpusTests
{
    /// <summary>Messages about labels are those of another implementation, which quotes the whole definition; only what is wrong is compared.</summary>
    private const string Foreign = "Error=ValueError";

    [Fact]
    public void What_AWS_accepted_parses_without_error()
    {
        var faults = from recorded in AslCases.Definitions(Corpus.Folder("asl"))
                     where recorded.Message is null
                     let parsed = recorded.Parse()
                     where parsed.Machine is null
                     select $"{recorded.Id}: {parsed.InvalidDefinitionMessage()}";
        Faults.None(faults);
    }

    [Fact]
    public void What_AWS_refused_is_refused_in_the_same_words()
    {
        var faults = from recorded in AslCases.Definitions(Corpus.Folder("asl"))
                     where recorded.Message is not null && !recorded.Message.StartsWith(Foreign, StringComparison.Ordinal)
                     let message = recorded.Parse().InvalidDefinitionMessage()
                     where message != recorded.Message
                     select $"{recorded.Id}\n  expected {recorded.Message}\n  actual   {message}";
        Faults.None(faults);
    }

    [Fact]
    public void A_label_that_was_refused_is_refused()
    {
        var refused = AslCases.Definitions(Corpus.Folder("asl")).Where(recorded => recorded.Message?.StartsWith(Foreign, StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, recorded => Assert.Equal(DiagnosticCodes.InvalidLabelName, Assert.Single(recorded.Parse().Findings).Code));
    }

    [Fact]
    public void Validation_finds_the_same()
    {
        foreach (var (id, definition, express, response) in AslCases.Validations(Corpus.Folder("asl")))
        {
            var found = DefinitionParser.Parse(definition, new DefinitionOptions { Express = express }).Findings
                .Where(finding => finding.Severity == DiagnosticSeverity.Error)
                .Select(finding => JsonObject.Of(
                    ("severity", JsonData.Of("ERROR")), ("code", JsonData.Of(finding.Code)), ("message", JsonData.Of(finding.Message)),
                    ("location", JsonData.Of(finding.Location!))));
            Assert.True(response["diagnostics"]!.Equals(new JsonArray(found)), $"{id}: {response["diagnostics"]}");
        }
    }

    [Fact]
    public void States_read_the_variables_that_AWS_says_they_read()
    {
        foreach (var (id, definition, expected) in AslCases.VariableReferences(Corpus.Folder("asl")))
        {
            var machine = DefinitionParser.Parse(definition, DefinitionOptions.Standard).Machine;
            var references = machine!.States.Values.Where(state => state.VariableReferences.Count > 0)
                .Select(state => (state.Name, (JsonData)new JsonArray(state.VariableReferences.Select(JsonData.Of)))).ToArray();
            Assert.True(expected.Equals(JsonObject.Of(references)), $"{id}: {expected}");
        }
    }
}
