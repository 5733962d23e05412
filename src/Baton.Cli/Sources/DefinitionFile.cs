using Baton.Language;
using Baton.Language.Model;

namespace Baton.Cli.Sources;

/// <summary>Files of definitions: which they are, how they are named, what they mean.</summary>
internal static class DefinitionFile
{
    private static readonly string[] Endings = [".asl.json", ".asl.yaml", ".asl.yml"];
    private static readonly string[] OtherEndings = [".json", ".yaml", ".yml", ".asl"];

    /// <summary>The name of the machine that a file describes: the file's, without its ending.</summary>
    /// <exception cref="UsageException">Standard input has no name.</exception>
    public static string NameOf(string file)
    {
        if (file == "-") throw new UsageException("A definition from standard input needs --name.");
        var name = Path.GetFileName(file);
        var ending = Endings.Concat(OtherEndings).FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return name[..^(ending?.Length ?? 0)];
    }

    /// <summary>The definitions below a folder, in the order of their names; hidden folders and links are left out.</summary>
    public static IReadOnlyList<string> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
            })
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a definition; findings have the lines and columns of the file, and are in their order.</summary>
    public static ParsedDefinition Parse(SourceFile source, bool express)
    {
        var parsed = DefinitionParser.Parse(source.Json, new DefinitionOptions { Express = express, Positions = true });
        return parsed with { Findings = [.. source.Place(parsed.Findings).OrderBy(finding => (finding.Line, finding.Column))] };
    }

    /// <exception cref="InvalidSourceException">The definition has errors.</exception>
    public static StateMachine ParseValid(SourceFile source)
    {
        var parsed = Parse(source, express: false);
        return parsed.Machine ?? throw new InvalidSourceException(source, [.. parsed.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)]);
    }
}
