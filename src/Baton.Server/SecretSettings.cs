using Baton.Runtime.Connections;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>
/// Reads what secrets are encrypted with: <c>Baton:Secrets:Key</c> itself, or the file <c>Baton:Secrets:KeyFile</c>. With neither, a file in the data folder
/// that only its owner reads, made when it is missing.
/// </summary>
internal static class SecretSettings
{
    private const string FileName = "secrets.key";

    /// <exception cref="StoreOpenException">A key is not what it has to be; the message does not hold it.</exception>
    public static SecretKeys Read(IConfiguration configuration, string dataFolder)
    {
        if (configuration["Baton:Secrets:Key"] is { Length: > 0 } key) return Parse(key, "Baton:Secrets:Key");
        var given = configuration["Baton:Secrets:KeyFile"] is { Length: > 0 } file ? file : null;
        var path = given ?? Path.Combine(dataFolder, FileName);
        try
        {
            if (given is null && !File.Exists(path)) Create(path);
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException($"The key that secrets are encrypted with cannot be read or made: {e.Message}", e);
        }
    }

    /// <summary>Written aside first: a key that is there is there as a whole.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(aside, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write($"# What the secrets of connections are encrypted with. Keep a copy apart from backups: without it they cannot be read.\n{SecretKeys.NewKey()}\n");
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        DurableFolder.Move(aside, path);
    }

    private static SecretKeys Parse(string text, string where)
    {
        try
        {
            return SecretKeys.Parse(text);
        }
        catch (FormatException e)
        {
            throw new StoreOpenException($"{where} is no list of keys: {e.Message} Expected keys of {SecretKeys.KeyBytes} bytes in Base64, as 'openssl rand -base64 {SecretKeys.KeyBytes}' makes them.");
        }
    }
}
