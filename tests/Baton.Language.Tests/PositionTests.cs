namespace Baton.Language.Tests;

/// <summary>Lines and columns of findings, for editors.</summary>
public sealed class PositionTests
{
    private const string Definition = """
        {
          "StartAt": "A",
          "States": {
            "A": { "Type": "Pass", "Next": "B" },
            "é/x": { "Type": "Task", "Retry": [
              { "ErrorEquals": [ "States.ALL",
                "x" ] } ], "End": true }
          }
        }
        """;

    [Fact]
    public void A_finding_is_on_the_line_of_what_it_means()
    {
        var findings = DefinitionParser.Parse(Definition, new DefinitionOptions { Positions = true }).Findings;
        Assert.Equal(
        [
            "5:5 error SCHEMA_VALIDATION_FAILED /States/é/x: These fields are required: [Resource]",
            "6:26 error SCHEMA_VALIDATION_FAILED /States/é/x/Retry[0]/ErrorEquals[0]: States.ALL must appear alone and at end of list",
            "4:28 error MISSING_TRANSITION_TARGET /States/A/Next: Missing 'Next' target: B",
            "5:5 error MISSING_TRANSITION_TARGET /States/é/x: State \"é/x\" is not reachable.",
        ], findings.Select(finding => $"{finding.Line}:{finding.Column} {finding}"));
    }

    [Fact]
    public void A_finding_about_the_whole_definition_is_at_its_start()
    {
        var finding = Assert.Single(DefinitionParser.Parse("""{ "StartAt": "A" }""", new DefinitionOptions { Positions = true }).Findings);
        Assert.Equal((1, 1), (finding.Line, finding.Column));
    }

    [Fact]
    public void Nobody_pays_for_positions_that_nobody_asked_for() =>
        Assert.All(DefinitionParser.Parse(Definition, DefinitionOptions.Standard).Findings, finding => Assert.Null(finding.Line));
}
