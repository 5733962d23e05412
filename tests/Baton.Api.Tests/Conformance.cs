namespace Baton.Api.Tests;

/// <summary>Finds what others have recorded and published: where BATON_CONFORMANCE points, or in <c>shared/conformance</c> above this program.</summary>
internal static class Conformance
{
    public static string? Find(string path)
    {
        var candidates = Environment.GetEnvironmentVariable("BATON_CONFORMANCE") is { Length: > 0 } named ? [named] : Parents().Select(folder => Path.Combine(folder, "shared", "conformance"));
        return candidates.Select(folder => Path.Combine(folder, path)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Parents()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
