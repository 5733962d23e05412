using Baton.Expressions;
using Baton.Expressions.Jsonata;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>JSONata expressions that stand in a definition: that they are expressions, and read what there is to read. What they read is noted.</summary>
internal static class JsonataRules
{
    private const string Open = "{%";

    /// <summary>What <c>$states</c> has wherever an expression may stand.</summary>
    private static readonly string[] StatesFields = ["input", "context"];

    /// <summary>The fields that are evaluated when the state has a result, or has failed.</summary>
    private static readonly string[] OutcomeFields = ["Output", "Assign"];

    /// <summary>Reads a value whose strings may be expressions.</summary>
    public static JsonataTemplate? Template(ObjectReader at, string field, JsonData value)
    {
        var findings = at.Context.Findings;
        var before = findings.ErrorCount;
        CheckMarks(findings, value, at.At(field));
        var outcome = OutcomeFields.Contains(field) ? at.Outcome : null;
        var template = JsonataTemplate.Parse(value, at.At(field).Below(at.StatePlace), (text, path) =>
        {
            var place = at.At(field).Inner(path);
            var expression = Parse(findings, place, text);
            if (expression is not null) CheckReferences(at, place, expression, outcome);
            return expression;
        });
        return findings.ErrorCount == before ? template : null;
    }

    private static JsonataExpression? Parse(Findings findings, Place place, string text)
    {
        try
        {
            return JsonataExpression.Parse(text);
        }
        catch (ExpressionException e)
        {
            findings.Error(DiagnosticCodes.InvalidJsonata, place, e.Message);
            return null;
        }
    }

    /// <summary>Reports strings that start like an expression and do not end like one.</summary>
    private static void CheckMarks(Findings findings, JsonData value, Place place)
    {
        switch (value)
        {
            case JsonString { Value: var text } when text.StartsWith(Open, StringComparison.Ordinal) && !JsonataTemplate.IsExpression(value):
                findings.Schema(place, "JSONata string must start with {% and end with %}");
                break;
            case JsonObject @object:
                foreach (var (name, item) in @object.Properties)
                {
                    if (name.EndsWith(Templates.HoleSuffix, StringComparison.Ordinal)) WarnOfHole(findings, name, place);
                    CheckMarks(findings, item, place.Field(name));
                }
                break;
            case JsonArray array:
                for (var i = 0; i < array.Count; i++) CheckMarks(findings, array[i], place.Item(i));
                break;
        }
    }

    private static void WarnOfHole(Findings findings, string name, Place place) => findings.Warning(DiagnosticCodes.JsonPathInJsonata, place,
        $"The name '{Texts.Shown(name)}' ends with '.$', but the state's QueryLanguage is JSONata: the value is taken as it stands.");

    private static void CheckReferences(ObjectReader at, Place place, JsonataExpression expression, string? outcome)
    {
        foreach (var fault in expression.References.Select(reference => Fault(reference, outcome)).OfType<string>().Distinct())
        {
            at.Context.Findings.Error(DiagnosticCodes.UnsupportedJsonata, place, fault);
        }
        if (expression.Assignments.Any(assignment => assignment.Name == VariableNames.Reserved))
        {
            at.Context.Findings.Error(DiagnosticCodes.ReservedVariableName, place, $"Cannot assign to reserved variable '${VariableNames.Reserved}'.");
        }
        foreach (var reference in expression.References)
        {
            if (reference.Kind == JsonataReferenceKind.Variable && reference.Name != VariableNames.Reserved) at.Refers(place, reference.Name);
        }
    }

    /// <summary>What is wrong with a reference: there is no input document, and <c>$states</c> has not everything everywhere.</summary>
    private static string? Fault(JsonataReference reference, string? outcome) => reference.Kind switch
    {
        JsonataReferenceKind.Root => "Reference to '$$' is not supported.",
        JsonataReferenceKind.Context => "Reference to '$' at the top level is not supported.",
        JsonataReferenceKind.Field => $"Reference to '{Texts.Shown(reference.Name)}' at the top level is not supported.",
        JsonataReferenceKind.Variable when reference.Name == VariableNames.Reserved && reference.Path.Count > 0 => StatesFault(reference.Path[0], outcome),
        _ => null,
    };

    private static string? StatesFault(string field, string? outcome) =>
        StatesFields.Contains(field) || field == outcome ? null : $"Field '$states.{Texts.Shown(field)}' does not exist.";
}
