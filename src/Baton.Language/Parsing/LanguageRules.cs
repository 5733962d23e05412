using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Which query language holds where.</summary>
internal static class LanguageRules
{
    private const string Field = "QueryLanguage";
    private static readonly string[] Words = ["JSONPath", "JSONata"];

    /// <summary>The machine's language: JSONPath unless it says otherwise.</summary>
    public static QueryLanguage OfMachine(Findings findings, JsonObject json) =>
        json[Field] is { } value ? Read(findings, value, $"/{Field}") : QueryLanguage.JsonPath;

    /// <summary>A state's language: the machine's, or JSONata where a JSONPath machine's state asks for it.</summary>
    public static QueryLanguage Of(ParseContext context, JsonObject json, string location)
    {
        if (json[Field] is not { } value) return context.MachineLanguage;
        var language = Read(context.Findings, value, $"{location}/{Field}");
        if (language == QueryLanguage.JsonPath && context.MachineLanguage == QueryLanguage.Jsonata)
        {
            context.Findings.Schema(location, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        }
        return language;
    }

    /// <summary>As AWS reads it: the word JSONPath is JSONPath, anything else is JSONata, and a finding where it is neither.</summary>
    private static QueryLanguage Read(Findings findings, JsonData value, string location)
    {
        var word = (value as JsonString)?.Value;
        if (!Words.Contains(word)) findings.Schema(location, Texts.OneOf(Field, Words));
        return word == Words[0] ? QueryLanguage.JsonPath : QueryLanguage.Jsonata;
    }
}
