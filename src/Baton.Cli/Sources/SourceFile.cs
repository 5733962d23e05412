using Baton.Cli.Commands;
using Baton.Json;
using Baton.Language;
using Baton.Yaml;

namespace Baton.Cli.Sources;

/// <summary>A JSON or YAML file that the command line names: its JSON, and the way back from a place in that to one in the file.</summary>
internal sealed class SourceFile
{
    /// <summary>The code of a finding about a text that is not the YAML that we read.</summary>
    public const string InvalidYaml = "INVALID_YAML";

    /// <summary>Room for comments and blanks around the longest definition.</summary>
    private static readonly JsonLimits YamlLimits = new(4 * DefinitionParser.LengthMax, DefinitionParser.DepthMax);

    private static readonly string[] YamlEndings = [".yaml", ".yml"];

    private readonly YamlDocument? _yaml;

    private SourceFile(string name, string text, YamlDocument? yaml)
    {
        (Name, Text, _yaml) = (name, text, yaml);
        Json = yaml?.Json ?? text;
    }

    /// <summary>As the command line names it.</summary>
    public string Name { get; }

    /// <summary>What stands in the file.</summary>
    public string Text { get; }

    /// <summary>The file's JSON; of a JSON file the text as it is.</summary>
    public string Json { get; }

    /// <summary>Reads a file. YAML is told by its ending, or where that says nothing, by its first character being no <c>{</c> or <c>[</c>.</summary>
    /// <param name="file">A path, or - for standard input.</param>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="InvalidSourceException">It is YAML that we do not read.</exception>
    public static async Task<SourceFile> ReadAsync(string file, CliHost host, CancellationToken cancellationToken)
    {
        var text = await InputText.ReadFileAsync(file, host, cancellationToken);
        var name = file == "-" ? "standard input" : file;
        if (!IsYaml(file, text)) return new SourceFile(name, text, null);
        try
        {
            return new SourceFile(name, text, YamlDocument.Read(text, YamlLimits));
        }
        catch (YamlFormatException e)
        {
            var fault = new Diagnostic(DiagnosticSeverity.Error, InvalidYaml, null, e.Message) { Line = e.Line, Column = e.Column };
            throw new InvalidSourceException(new SourceFile(name, text, null), [fault]);
        }
    }

    /// <summary>Findings about <see cref="Json"/> with the lines and columns of the file.</summary>
    public IReadOnlyList<Diagnostic> Place(IReadOnlyList<Diagnostic> findings) =>
    [
        .. findings.Select(finding =>
        {
            var (line, column) = (finding.Line ?? 1, finding.Column ?? 1);
            if (_yaml is not null) (line, column) = _yaml.PlaceOf(line);
            return finding with { Line = line, Column = column };
        }),
    ];

    private static bool IsYaml(string file, string text)
    {
        if (YamlEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return true;
        return !file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && text.AsSpan().TrimStart() is [not ('{' or '['), ..];
    }
}

/// <summary>A file says something that cannot be: a definition or a mock file with errors.</summary>
internal sealed class InvalidSourceException(SourceFile source, IReadOnlyList<Diagnostic> findings) : Exception($"'{source.Name}' has errors.")
{
    public SourceFile File { get; } = source;

    /// <summary>With the lines and columns of the file.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; } = findings;
}
