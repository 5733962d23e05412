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

    /// <summary>Splits NAME=VALUE, each of which an option was given.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string option, IEnumerable<string> pairs) => pairs.Select(pair =>
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? KeyValuePair.Create(pair[..equals], pair[(equals + 1)..]) : throw new UsageException($"{option} is '{pair}'; expected NAME=VALUE.");
    });

    /// <summary>Reads a secret from where it is; a command line is seen by others.</summary>
    /// <param name="option">Which option names the place, for messages.</param>
    /// <param name="place">@FILE, - for standard input, or env:NAME.</param>
    public static async Task<string> ReadSecretAsync(string option, string place, CliHost host, CancellationToken cancellationToken)
    {
        var text = place switch
        {
            "-" => await ReadFileAsync("-", host, cancellationToken),
            ['@', .. var file] => await ReadFileAsync(file, host, cancellationToken),
            _ when place.StartsWith("env:", StringComparison.Ordinal) => Environment.GetEnvironmentVariable(place[4..]) ?? throw new UsageException($"The environment has no variable '{place[4..]}'."),
            _ => throw new UsageException($"{option} says where the secret is: @FILE, - for standard input, or env:NAME. A command line is seen by others."),
        };
        var secret = text.TrimEnd('\r', '\n');
        return secret.Length > 0 ? secret : throw new UsageException("The secret is empty.");
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
