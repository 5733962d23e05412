using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Validation.Rules;

namespace Baton.Language;

/// <summary>Words of the language, for editors that help with them.</summary>
public static class DefinitionWords
{
    /// <summary>The message where a state says neither where it leads nor that it ends.</summary>
    public static string NeitherNextNorEnd { get; } = Texts.NoneOf(["Next", "End"]);

    /// <summary>The fields of states of any type, in both query languages.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = [.. Enum.GetValues<StateType>().SelectMany(type => StateFields.Of(type).Fields.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The errors that the language predefines.</summary>
    public static IReadOnlyList<string> ErrorNames { get; } = [.. UnknownErrorName.Known.Order(StringComparer.Ordinal)];
}
