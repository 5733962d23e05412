using System.Globalization;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>The sentences of findings that more than one rule uses, in AWS's words where they are known.</summary>
internal static class Texts
{
    public const string Empty = "Value cannot be empty";
    public const string NotJsonPath = "Value must be a valid JSONPath.";
    public const string NotTimestamp = "String does not match RFC3339 timestamp";
    public const string NotInteger = "Expected value of type Integer";
    public const string StatesAllAlone = "States.ALL must appear alone and at end of list";

    public static string Required(IEnumerable<string> fields) => $"These fields are required: [{List(fields)}]";

    public static string RequiredInside(string field) => $"The field '{field}' is required but was missing";

    /// <summary>A service's call has no such field.</summary>
    public static string NotSupportedByService(string field) => $"The field \"{Shown(field)}\" is not supported by Step Functions";

    public static string NotSupported(string field) => $"Field '{Shown(field)}' is not supported";

    public static string TypeOneOf(IEnumerable<string> types) => $"The field 'Type' should have one of these values: [{List(types)}]";

    public static string OneOf(IEnumerable<string> values) => $"Value should be one of the following: [{List(values)}]";

    /// <summary>None of the fields is there, and one must be.</summary>
    public static string NoneOf(IEnumerable<string> fields) => $"This object should have only one of the following fields: [{List(fields)}]";

    /// <summary>More than one of the fields is there.</summary>
    public static string ManyOf(IEnumerable<string> fields) => $"There should only be one of the following fields: [{List(fields)}]";

    public static string AtLeastOne(IEnumerable<string> fields) => $"At least one of the following fields is required: [{List(fields)}]";

    public static string Expected(string kind) => $"Expected value of type [{kind}]";

    public static string Minimum(double bound) => string.Create(CultureInfo.InvariantCulture, $"Minimum value is {bound:0.##}");

    public static string Maximum(double bound) => string.Create(CultureInfo.InvariantCulture, $"Maximum value is {bound:0.##}");

    public static string OtherLanguage(string field, QueryLanguage actual, QueryLanguage only) =>
        $"The QueryLanguage is set to '{Name(actual)}', but field '{field}' is only supported for the '{Name(only)}' QueryLanguage";

    public static string NotReferencePath(string why) => $"Value is not a Reference Path: {why}";

    public static string NotPathOrIntrinsic(string field) =>
        $"The value for the field '{Shown(field)}' must be a valid JSONPath or a valid intrinsic function call";

    public static string Name(QueryLanguage language) => language == QueryLanguage.Jsonata ? "JSONata" : "JSONPath";

    /// <summary>A piece of the definition as it stands in a sentence: what is very long is cut.</summary>
    public static string Shown(string text) => Place.Shown(text);

    private static string List(IEnumerable<string> items) => string.Join(", ", items);
}
