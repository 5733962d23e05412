using System.Text;
using System.Text.Json;
using Baton.Cli.Json;

namespace Baton.Cli.Commands;

/// <summary>Reads what the command line names: a file, standard input, or the text itself.</summary>
internal static class InputText
{
    /// <summary>Far more than a request to the service may have, and little enough to hold.</summary>
    private const int CharsMax = 16 * 1024 * 1024;

    /// <param name="file">A path, or - for standard input.</param>
    public static async Task<string> ReadFileAsync(string file, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = file == "-" ? null : new StreamReader(file);
            var (text, block) = (new StringBuilder(), new char[16 * 1024]);
            for (int read; (read = await (reader ?? host.Input).ReadAsync(block, cancellationToken)) > 0;)
            {
                text.Append(block, 0, read);
                if (text.Length > CharsMax) throw new UsageException($"'{file}' has more than {CharsMax} characters.");
            }
            return text.ToString();
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
            using var document = JsonDocument.Parse(json, CliJson.Reading);
            return json;
        }
        catch (JsonException e)
        {
            throw new UsageException($"The input is not JSON: {e.Message}");
        }
    }
}
