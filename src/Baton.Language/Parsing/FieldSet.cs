using System.Collections.Frozen;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Which fields an object of the language can have: those of both query languages, and those of one only.</summary>
internal sealed class FieldSet
{
    private readonly FrozenDictionary<string, QueryLanguage?> _fields;

    private FieldSet(IEnumerable<KeyValuePair<string, QueryLanguage?>> fields) => _fields = fields.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="both">Names of fields, separated by spaces, for both languages.</param>
    /// <param name="jsonPath">Those for JSONPath only.</param>
    /// <param name="jsonata">Those for JSONata only.</param>
    public static FieldSet Of(string both, string jsonPath = "", string jsonata = "") =>
        new([.. Named(both, null), .. Named(jsonPath, QueryLanguage.JsonPath), .. Named(jsonata, QueryLanguage.Jsonata)]);

    /// <summary>The names, each with the one language that has it; null for both.</summary>
    public IReadOnlyDictionary<string, QueryLanguage?> Fields => _fields;

    /// <summary>This set and the fields of another one.</summary>
    public FieldSet With(FieldSet other) => new(_fields.Concat(other._fields));

    /// <summary>Whether a field of that name is known; <paramref name="only"/> says for which language, null for both.</summary>
    public bool Knows(string name, out QueryLanguage? only) => _fields.TryGetValue(name, out only);

    private static IEnumerable<KeyValuePair<string, QueryLanguage?>> Named(string names, QueryLanguage? language) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => KeyValuePair.Create(name, language));
}
