using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>
/// Which query language holds where. As AWS reads it: the word JSONPath is JSONPath, any other value is JSONata; that the value
/// is neither word is a finding of its own.
/// </summary>
internal static class LanguageRules
{
    private const string Field = "QueryLanguage";
    private const string JsonPath = "JSONPath";

    /// <summary>The machine's language: JSONPath unless it says otherwise.</summary>
    public static QueryLanguage OfMachine(JsonObject json) => json[Field] is { } value ? Of(value) : QueryLanguage.JsonPath;

    /// <summary>
    /// A state's language: the machine's, or JSONata where a JSONPath machine's state asks for it. There is no way back: such a
    /// state is refused, and <c>Mixed</c> says not to refuse its fields as well.
    /// </summary>
    public static (QueryLanguage Language, bool Mixed) OfState(ParseContext context, JsonObject json, Place place)
    {
        if (json[Field] is not { } value || Of(value) == context.MachineLanguage) return (context.MachineLanguage, false);
        if (context.MachineLanguage == QueryLanguage.JsonPath) return (QueryLanguage.Jsonata, false);
        context.Findings.Schema(place, $"'{Field}' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        return (QueryLanguage.Jsonata, true);
    }

    /// <summary>Reports a value that is neither of the two words.</summary>
    public static void Check(ObjectReader at) => at.Word(Field, JsonPath, "JSONata");

    private static QueryLanguage Of(JsonData value) => value is JsonString { Value: JsonPath } ? QueryLanguage.JsonPath : QueryLanguage.Jsonata;
}
