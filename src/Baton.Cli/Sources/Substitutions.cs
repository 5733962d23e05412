using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baton.Cli.Commands;

namespace Baton.Cli.Sources;

/// <summary>Puts values in the place of <c>${NAME}</c> in the texts of a definition, as the DefinitionSubstitutions of AWS SAM and the CDK do.</summary>
internal static partial class Substitutions
{
    /// <param name="json">The definition.</param>
    /// <param name="pairs">NAME=VALUE; of a name given twice the last counts.</param>
    /// <exception cref="UsageException">A pair is none, or the definition has no such place.</exception>
    public static string Apply(string json, IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in InputText.Pairs("--set", pairs)) values[name] = value;
        var unused = values.Keys.ToHashSet(StringComparer.Ordinal);
        var result = Place().Replace(json, place =>
        {
            var name = place.Groups["name"].Value;
            if (!values.TryGetValue(name, out var value)) return place.Value;
            unused.Remove(name);
            return JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        });
        return unused.Count == 0 ? result : throw new UsageException($"--set: The definition has no ${{{string.Join("}, no ${", unused)}}}.");
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9_]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
