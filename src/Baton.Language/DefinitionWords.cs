using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Validation.Rules;

namespace Baton.Language;

/// <summary>Words of the language, for editors that help with them.</summary>
public static class DefinitionWords
{
    /// <summary>The message where a state says neither where it leads nor that it ends.</summary>
    public static string NeitherNextNorEnd { get; } = Texts.NoneOf(["Next", "End"]);

    /// <summary>The fields that states of a type can have, in both query languages; none where there is no such type.</summary>
    public static IEnumerable<string> FieldNamesOf(string type) => Enum.TryParse<StateType>(type, out var known) && known.ToString() == type ? StateFields.Of(known).Fields.Keys : [];

    /// <summary>The errors that the language predefines.</summary>
    public static IReadOnlyList<string> ErrorNames { get; } = [.. UnknownErrorName.Known.Order(StringComparer.Ordinal)];
}
