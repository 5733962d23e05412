using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>The two languages in which states select and shape their data: <see cref="Jsonata"/> and <see cref="JsonPath"/>.</summary>
public interface IQueryLanguage
{
    /// <summary>What the language is called in a definition.</summary>
    internal static abstract string Name { get; }

    /// <summary>What an expression looks like as the value of a template, until it is known which language that is of.</summary>
    internal JsonNode Marked { get; }

    /// <summary>Gives a field the value that the expression selects.</summary>
    internal void SetIn(JsonObject fields, string field);
}
