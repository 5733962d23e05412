using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>The sentences of findings that more than one rule uses, as AWS words them where its words are known.</summary>
internal static class Texts
{
    public const string Empty = "Value cannot be empty";
    public const string NotJsonPath = "Value must be a valid JSONPath.";
    public const string NotTimestamp = "String does not match RFC3339 timestamp";
    public const string StatesAllAlone = "States.ALL must appear alone and at end of list";

    public static string Required(IEnumerable<string> fields) => $"These fields are required: [{string.Join(", ", fields)}]";

    public static string RequiredInside(string field) => $"The field '{field}' is required but was missing";

    public static string NotSupported(string field) => $"Field '{Shown(field)}' is not supported";

    public static string OneOf(string field, IEnumerable<string> values) => $"The field '{field}' should have one of these values: [{string.Join(", ", values)}]";

    public static string ExactlyOne(IEnumerable<string> fields) => $"Exactly one of these fields is required: [{string.Join(", ", fields)}]";

    public static string AtMostOne(IEnumerable<string> fields) => $"Only one of these fields can be specified: [{string.Join(", ", fields)}]";

    public static string Expected(string kind) => $"Expected value of type {kind}";

    public static string OtherLanguage(string field, QueryLanguage actual, QueryLanguage only) =>
        $"The QueryLanguage is set to '{Name(actual)}', but field '{field}' is only supported for the '{Name(only)}' QueryLanguage";

    public static string NotReferencePath(string why) => $"Value is not a Reference Path: {why}";

    public static string NotPathOrIntrinsic(string field) => $"The value for the field '{Shown(field)}' must be a valid JSONPath or a valid intrinsic function call";

    public static string Name(QueryLanguage language) => language == QueryLanguage.Jsonata ? "JSONata" : "JSONPath";

    /// <summary>A piece of the definition as it may stand in a sentence or a location: long ones are cut.</summary>
    public static string Shown(string text, int max = 200) => text.Length <= max ? text : string.Concat(text.AsSpan(0, max), "...");
}
