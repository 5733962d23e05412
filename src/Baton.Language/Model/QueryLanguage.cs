namespace Baton.Language.Model;

/// <summary>The language in which a state selects and shapes its data.</summary>
public enum QueryLanguage
{
    JsonPath,
    Jsonata,
}
