using Baton.Expressions;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads <c>Assign</c>: an object whose names are variables.</summary>
internal static class AssignParser
{
    private const string Field = "Assign";

    public static ValueTemplate? Read(ObjectReader at)
    {
        if (at.Object(Field) is not { } assign) return null;
        foreach (var (key, _) in assign.Properties)
        {
            var isHole = at.Language == QueryLanguage.JsonPath && key.EndsWith(Templates.HoleSuffix, StringComparison.Ordinal);
            CheckName(at, isHole ? key[..^Templates.HoleSuffix.Length] : key, at.At(Field).Field(key));
        }
        return Templates.Read(at, Field);
    }

    private static void CheckName(ObjectReader at, string name, Place place)
    {
        var findings = at.Context.Findings;
        if (name == VariableNames.Reserved)
        {
            findings.Error(DiagnosticCodes.ReservedVariableName, place, $"Cannot assign to reserved variable '${name}'.");
        }
        else if (!VariableNames.IsName(name))
        {
            findings.Error(DiagnosticCodes.InvalidVariableName, place,
                $"Invalid variable name '{Texts.Shown(name)}': the variable name contains invalid characters.");
        }
        else if (name.Length > VariableNames.LengthMax)
        {
            findings.Error(DiagnosticCodes.InvalidVariableName, place,
                $"Invalid variable name '{Texts.Shown(name)}': the variable name exceeds the {VariableNames.LengthMax}-character limit.");
        }
        else
        {
            at.Context.Variables.Assigned.TryAdd(name, place);
        }
    }
}
