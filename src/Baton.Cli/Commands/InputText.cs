using System.Text.Json;

namespace Baton.Cli.Commands;

/// <summary>Reads what the command line names: a file, standard input, or the text itself.</summary>
internal static class InputText
{
    /// <param name="file">A path, or - for standard input.</param>
    public static async Task<string> ReadFileAsync(string file, CliHost host, CancellationToken cancellationToken)
    {
        if (file == "-") return await host.Input.ReadToEndAsync(cancellationToken);
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' cannot be read: {e.Message}");
        }
    }

    /// <param name="text">JSON, @FILE, or - for standard input.</param>
    /// <returns>JSON text as it was given.</returns>
    public static async Task<string> ReadJsonAsync(string text, CliHost host, CancellationToken cancellationToken)
    {
        var json = text switch
        {
            "-" => await ReadFileAsync("-", host, cancellationToken),
            ['@', .. var file] => await ReadFileAsync(file, host, cancellationToken),
            _ => text,
        };
        try
        {
            using var document = JsonDocument.Parse(json);
            return json;
        }
        catch (JsonException e)
        {
            throw new UsageException($"The input is not JSON: {e.Message}");
        }
    }
}
