using System.Text;
using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Text;
using Baton.Language.Validation;
using Baton.Language.Validation.Rules;

namespace Baton.Language;

/// <summary>Turns the text of a definition into a machine, or into what is wrong with it.</summary>
public static class DefinitionParser
{
    /// <summary>The longest definition, in characters, as published; <see cref="DefinitionOptions.LengthMax"/> lifts it.</summary>
    public const int LengthMax = 1_048_576;

    /// <summary>How deep arrays and objects may nest.</summary>
    public const int DepthMax = 256;

    /// <summary>The name of a state that is read alone.</summary>
    public const string SingleStateName = "StateName";

    /// <summary>Reads a definition. Whatever the text is, the answer is findings and never an exception.</summary>
    public static ParsedDefinition Parse(string text, DefinitionOptions options)
    {
        var findings = new Findings();
        if (Read(findings, text, options) is not { } read) return new ParsedDefinition(null, findings.Items);
        var machine = Machine(findings, read.Json, options, isWhole: true);
        RepeatedFields.Check(findings, read.Utf8);
        return new ParsedDefinition(findings.ErrorCount == 0 ? machine : null, options.Positions ? DocumentScan.Placed(findings.Items, read.Utf8) : findings.Items);
    }

    /// <summary>
    /// Reads one state alone, as TestState takes it. It becomes the only state of a machine, under the name that AWS gives it in its
    /// messages; where its transitions lead does not matter.
    /// </summary>
    public static ParsedDefinition ParseState(string text, DefinitionOptions options)
    {
        var findings = new Findings();
        if (Read(findings, text, options) is not { } read) return new ParsedDefinition(null, findings.Items);
        var states = JsonObject.Of((SingleStateName, read.Json));
        var machine = Machine(findings, JsonObject.Of(("StartAt", JsonData.Of(SingleStateName)), ("States", states)), options, isWhole: false);
        return new ParsedDefinition(findings.ErrorCount == 0 ? machine : null, findings.Items);
    }

    private static (JsonObject Json, byte[] Utf8)? Read(Findings findings, string text, DefinitionOptions options)
    {
        if (text.Length > options.LengthMax)
        {
            findings.Schema(Place.Root, $"The definition has {text.Length} characters; at most {options.LengthMax} are allowed");
            return null;
        }
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            if (text.Length > 0 && JsonData.Parse(utf8, new JsonLimits(JsonLimits.Default.BytesMax, DepthMax)) is JsonObject json) return (json, utf8);
            findings.Error(DiagnosticCodes.InvalidJson, null, "Definition must be a valid JSON object");
        }
        catch (JsonFormatException)
        {
            NotRead(findings, text);
        }
        return null;
    }

    /// <summary>Says why a text cannot be read: it is not JSON, or it nests too deep.</summary>
    private static void NotRead(Findings findings, string text)
    {
        if (JsonFault.Of(text) is not { } fault)
        {
            findings.Error(DiagnosticCodes.TooDeeplyNested, null, $"The definition nests deeper than {DepthMax} levels");
            return;
        }
        var finding = new Diagnostic(DiagnosticSeverity.Error, DiagnosticCodes.InvalidJson, fault.Location(text), fault.Message);
        findings.Add(finding with { Line = fault.Line, Column = fault.Column });
    }

    // machine = scope [Version] [TimeoutSeconds] [QueryLanguage]
    private static StateMachine? Machine(Findings findings, JsonObject json, DefinitionOptions options, bool isWhole)
    {
        var language = LanguageRules.OfMachine(json);
        var context = new ParseContext(findings, language, new VariableScope(null, false), options.Integrations, options.Express);
        var at = new ObjectReader(context, json, Place.Root, ScopeParser.MachineFields, language);
        LanguageRules.Check(at);
        var scope = ScopeParser.Read(at);
        var version = at.Word("Version", "1.0");
        var timeout = at.Integer("TimeoutSeconds", 0, (long)Retrier.SecondsMax);
        if (isWhole)
        {
            GraphRules.Check(findings, json);
            VariableUse.Check(context.Variables, findings);
        }
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
