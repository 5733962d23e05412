namespace Baton.Expressions.Tests;

/// <summary>Finds the conformance corpora: beside the repository, or where BATON_CONFORMANCE points.</summary>
internal static class Conformance
{
    /// <returns>The file's full path; null where there are no corpora.</returns>
    public static string? Find(string file)
    {
        if (Environment.GetEnvironmentVariable("BATON_CONFORMANCE") is { Length: > 0 } folder) return Existing(Path.Combine(folder, file));
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (Existing(Path.Combine(directory.FullName, "shared", "conformance", file)) is { } found) return found;
        }
        return null;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
