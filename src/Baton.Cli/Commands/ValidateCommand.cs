using System.CommandLine;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Sources;
using Baton.Language;

namespace Baton.Cli.Commands;

/// <summary><c>baton validate FILE…</c>: what is wrong with definitions, without a service.</summary>
internal static class ValidateCommand
{
    public const string Examples = """
          baton validate orders.asl.json
          baton validate workflows/ --strict             every *.asl.json, *.asl.yaml, *.asl.yml below it
          baton validate - < machine.yaml
        """;

    public static Command Create(CommandFrame frame)
    {
        var files = new Argument<string[]>("FILE") { Description = "Definitions in JSON or YAML, folders of them, or - for standard input", Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Warnings fail too" };
        var express = new Option<bool>("--express") { Description = "The machines are of type EXPRESS" };
        var command = new Command("validate", "Check definitions: exit code 1 if there are errors") { files, strict, express };
        command.SetAction((parsed, cancellationToken) => frame.RunAsync(
            parsed,
            (context, stop) => RunAsync(context, parsed.GetRequiredValue(files), parsed.GetValue(strict), parsed.GetValue(express), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string[] paths, bool strict, bool express, CancellationToken cancellationToken)
    {
        var (results, errors, warnings) = (new List<FileJson>(), 0, 0);
        foreach (var file in paths.SelectMany(Files))
        {
            var (source, findings) = await ValidateAsync(file, express, context.Host, cancellationToken);
            var failing = findings.Count(finding => finding.Severity == DiagnosticSeverity.Error);
            errors += failing;
            warnings += findings.Count - failing;
            results.Add(new FileJson(source.Name, failing > 0 || (strict && findings.Count > 0) ? "FAIL" : "OK", [.. findings.Select(DiagnosticJson.Of)]));
            if (!context.IsJson) context.Screen.Write(findings.SelectMany(finding => FindingLines.Of(source, finding, context.Screen.IsTerminal ? context.Screen.Width : null)));
        }
        var failed = results.Exists(result => result.Result == "FAIL");
        if (context.IsJson) context.Screen.WriteJson(new ValidationJson(results, errors, warnings), CliJson.Readable.ValidationJson);
        else context.Screen.Write(Line.Of($"{Count(results.Count, "file")}: {Count(errors, "error")}, {Count(warnings, "warning")}", failed ? Tone.Bad : errors + warnings > 0 ? Tone.Busy : Tone.Good));
        return failed ? ExitCodes.Invalid : ExitCodes.Ok;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        var found = DefinitionFile.In(path);
        return found.Count > 0 ? found : throw new UsageException($"'{path}' has no definition below it: no *.asl.json, *.asl.yaml or *.asl.yml.");
    }

    private static async Task<(SourceFile Source, IReadOnlyList<Diagnostic> Findings)> ValidateAsync(string file, bool express, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            var source = await SourceFile.ReadAsync(file, host, cancellationToken);
            return (source, DefinitionFile.Parse(source, express).Findings);
        }
        catch (InvalidSourceException e)
        {
            return (e.File, e.Findings);
        }
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
