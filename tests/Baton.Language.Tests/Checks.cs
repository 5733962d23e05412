namespace Baton.Language.Tests;

/// <summary>The one place where the tests of rules know the parser: a definition, and the findings it must have.</summary>
internal static class Checks
{
    /// <summary>Checks all findings, errors and warnings, in their order.</summary>
    public static void Check(string definition, params string[] expected) => Check(definition, DefinitionOptions.Standard, expected);

    public static void CheckExpress(string definition, params string[] expected) => Check(definition, new DefinitionOptions { Express = true }, expected);

    /// <summary>A machine of one state, <c>A</c>.</summary>
    public static string One(string state) => $$"""{ "StartAt": "A", "States": { "A": {{state}} } }""";

    /// <summary>A machine of one state, <c>A</c>, whose query language is JSONata.</summary>
    public static string OneJsonata(string state) => $$"""{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": {{state}} } }""";

    /// <summary>A machine of states that starts at <c>A</c>.</summary>
    public static string Machine(string states) => $$"""{ "StartAt": "A", "States": { {{states}} } }""";

    public static Model.StateMachine Accepted(string definition)
    {
        var parsed = DefinitionParser.Parse(definition, DefinitionOptions.Standard);
        Assert.True(parsed.Machine is not null, string.Join('\n', parsed.Findings));
        return parsed.Machine;
    }

    private static void Check(string definition, DefinitionOptions options, string[] expected)
    {
        var parsed = DefinitionParser.Parse(definition, options);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', parsed.Findings));
        Assert.Equal(Array.Exists(expected, line => line.StartsWith("error", StringComparison.Ordinal)), parsed.Machine is null);
    }
}
