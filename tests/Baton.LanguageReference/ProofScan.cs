using System.Text.RegularExpressions;

namespace Baton.LanguageReference;

/// <summary>A test that proves something.</summary>
/// <param name="File">Its path from the root of the repository.</param>
/// <param name="Method">Its name.</param>
internal sealed record Proof(string File, string Method)
{
    public string Class => Path.GetFileNameWithoutExtension(File);
}

/// <summary>Finds what tests say they prove, in their source.</summary>
internal static partial class ProofScan
{
    /// <summary>Keys to the tests that prove them; <paramref name="faults"/> gets what says so and is no test that runs.</summary>
    public static Dictionary<string, List<Proof>> Of(string root, List<string> faults)
    {
        var proofs = new Dictionary<string, List<Proof>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var attributes = new List<string>();
            foreach (var line in File.ReadLines(path).Select(line => line.Trim()))
            {
                if (line.StartsWith('[')) attributes.Add(line);
                else if (MethodName().Match(line) is { Success: true } method)
                {
                    Collect(proofs, attributes, new Proof(Path.GetRelativePath(root, path), method.Groups["name"].Value), faults);
                    attributes.Clear();
                }
                else if (line.Length == 0 || line.StartsWith('{')) attributes.Clear();
            }
        }
        return proofs;
    }

    private static void Collect(Dictionary<string, List<Proof>> proofs, List<string> attributes, Proof proof, List<string> faults)
    {
        var keys = attributes.SelectMany(attribute => Keys(attribute, attributes)).Distinct().ToList();
        if (keys.Count > 0 && !attributes.Any(attribute => IsRunTest().IsMatch(attribute))) faults.Add($"{proof.File}: {proof.Method} proves something and is no test that runs.");
        foreach (var key in keys)
        {
            if (!proofs.TryGetValue(key, out var known)) proofs[key] = known = [];
            known.Add(proof);
        }
    }

    private static IEnumerable<string> Keys(string attribute, List<string> all)
    {
        if (!ProvesAttribute().IsMatch(attribute)) return [];
        var strings = Strings(attribute);
        var found = attribute.StartsWith("[ProvesEach", StringComparison.Ordinal)
            ? all.Where(row => row.StartsWith("[InlineData(", StringComparison.Ordinal)).SelectMany(row => Regex.Matches(Strings(row)[0], strings[0])).Select(match => match.Value)
            : strings[0].Split(' ');
        string[] prefixes = strings.Count > 1 ? [.. strings.Skip(1)] : [""];
        return found.SelectMany(key => prefixes.Select(prefix => prefix + key));
    }

    /// <summary>The string literals of a line, of all three kinds.</summary>
    private static List<string> Strings(string line) => [.. Literals().Matches(line).Select(match =>
        match.Groups["raw"].Success ? match.Groups["raw"].Value
        : match.Groups["verbatim"].Success ? match.Groups["verbatim"].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
        : Regex.Unescape(match.Groups["plain"].Value))];

    [GeneratedRegex(@"^public (async )?\S+ (?<name>\w+)\(")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"^\[Proves(Each)?\(")]
    private static partial Regex ProvesAttribute();

    [GeneratedRegex(@"^\[(Fact|Theory)\b(?!.*\bSkip =)")]
    private static partial Regex IsRunTest();

    [GeneratedRegex(""""""" """(?<raw>.*?)"""|@"(?<verbatim>(?:[^"]|"")*)"|"(?<plain>(?:[^"\\]|\\.)*)" """"""", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literals();
}
