using System.Reflection;
using Baton.Expressions.Intrinsics;
using Baton.Expressions.Jsonata;
using Baton.Expressions.Paths;
using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Validation.Rules;

namespace Baton.LanguageReference;

/// <summary>What the language has, as the code that reads it knows it.</summary>
internal static class Vocabulary
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Every set of fields of the parser, by <c>Type.Member</c>: a new one is found without being named here.</summary>
    public static IReadOnlyDictionary<string, FieldSet> FieldSets { get; } = Declared();

    /// <summary>Lists of names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string>> Names { get; } = new Dictionary<string, IReadOnlyCollection<string>>
    {
        ["errors"] = [.. UnknownErrorName.Known, "States.Http.StatusCode.429"],
        ["intrinsic functions"] = [.. IntrinsicFunction.Names],
        ["JSONata functions"] = [.. Library.Names.Select(name => $"${name}")],
        ["JSONPath functions"] = [.. PathFunctions.Names.Select(name => $".{name}")],
    };

    /// <summary>What has to be proven of a field: that it works, in each language that has it.</summary>
    public static IEnumerable<string> Keys(string @object, string field, QueryLanguage? only)
    {
        if (only is null or QueryLanguage.JsonPath) yield return $"JSONPath/{@object}/{field}";
        if (only is null or QueryLanguage.Jsonata) yield return $"JSONata/{@object}/{field}";
    }

    private static Dictionary<string, FieldSet> Declared()
    {
        var sets = new Dictionary<string, FieldSet>(StringComparer.Ordinal);
        foreach (var type in typeof(FieldSet).Assembly.GetTypes())
        {
            foreach (var field in type.GetFields(Static).Where(field => field.FieldType == typeof(FieldSet) && !field.Name.StartsWith('<')))
            {
                sets[$"{type.Name}.{field.Name}"] = (FieldSet)field.GetValue(null)!;
            }
            foreach (var property in type.GetProperties(Static).Where(property => property.PropertyType == typeof(FieldSet)))
            {
                sets[$"{type.Name}.{property.Name}"] = (FieldSet)property.GetValue(null)!;
            }
        }
        return sets;
    }
}
