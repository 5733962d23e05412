using System.Text.Json;

namespace SupportCase.Representative;

/// <summary>How the representative behaves in a scenario.</summary>
internal sealed record Script(int IgnoredOffers, string? Question, string Solution);

/// <summary>Reads <c>scenarios.json</c>: the part of each scenario that is the representative's.</summary>
internal sealed class Scenarios(string defaultName)
{
    private readonly Dictionary<string, Script> _scripts = Read();

    /// <param name="name">The scenario that a case asks for; empty for the default.</param>
    public Script this[string name] => _scripts.GetValueOrDefault(name.Length == 0 ? defaultName : name)
        ?? throw new ArgumentException($"Expected one of {string.Join(", ", _scripts.Keys)} as scenario, found '{name}'.", nameof(name));

    private static Dictionary<string, Script> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "scenarios.json");
        var scenarios = JsonSerializer.Deserialize<Dictionary<string, Scenario>>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        return scenarios.ToDictionary(scenario => scenario.Key, scenario => scenario.Value.Representative);
    }

    private sealed record Scenario(Script Representative);
}
