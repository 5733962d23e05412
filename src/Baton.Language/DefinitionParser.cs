using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Validation;
using Baton.Language.Validation.Rules;

namespace Baton.Language;

/// <summary>Turns the text of a definition into a machine, or into what is wrong with it.</summary>
public static class DefinitionParser
{
    /// <summary>The longest definition, in characters, as published.</summary>
    public const int LengthMax = 1_048_576;

    /// <summary>How deep arrays and objects may nest.</summary>
    public const int DepthMax = 256;

    /// <summary>Reads a definition. Whatever the text is, the answer is findings and never an exception.</summary>
    public static ParsedDefinition Parse(string text, DefinitionOptions options)
    {
        var findings = new Findings();
        var machine = Text(findings, text) is { } json ? Machine(findings, json, options) : null;
        return new ParsedDefinition(findings.ErrorCount == 0 ? machine : null, findings.Items);
    }

    private static JsonObject? Text(Findings findings, string text)
    {
        try
        {
            if (text.Length == 0) findings.Error(DiagnosticCodes.MissingDescription, null, "Definition must be a valid JSON object");
            else if (text.Length > LengthMax) findings.Schema("/", $"The definition has {text.Length} characters; at most {LengthMax} are allowed");
            else if (JsonData.Parse(text, new JsonLimits(JsonLimits.Default.BytesMax, DepthMax)) is JsonObject json) return json;
            else findings.Error(DiagnosticCodes.InvalidJson, null, "Definition must be a valid JSON object");
        }
        catch (JsonFormatException e)
        {
            findings.Error(DiagnosticCodes.InvalidJson, $"line: {e.Line}, column: {e.Column}", e.Message);
        }
        return null;
    }

    // machine = scope [Version] [TimeoutSeconds] [QueryLanguage]
    private static StateMachine? Machine(Findings findings, JsonObject json, DefinitionOptions options)
    {
        var language = LanguageRules.OfMachine(json);
        var context = new ParseContext(findings, language, new VariableScope(null, false), options.Express);
        var at = new ObjectReader(context, json, "", ScopeParser.MachineFields, language);
        LanguageRules.Check(at);
        var scope = ScopeParser.Read(at);
        var version = at.Word("Version", "1.0");
        var timeout = at.Integer("TimeoutSeconds", 0, (long)Retrier.SecondsMax);
        GraphRules.Check(findings, json);
        VariableUse.Check(context.Variables, findings);
        VariableUse.CheckUnused(context.Variables, findings);
        return scope is null ? null : new StateMachine
        {
            Root = scope,
            Comment = scope.Comment,
            Version = version ?? "1.0",
            QueryLanguage = language,
            Timeout = timeout is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            States = context.States,
        };
    }
}
