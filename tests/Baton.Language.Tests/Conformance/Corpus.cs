using Baton.Json;

namespace Baton.Language.Tests.Conformance;

/// <summary>Finds the conformance corpora: the folder that BATON_CONFORMANCE names, or <c>shared/conformance</c> above the tests.</summary>
internal static class Corpus
{
    public static string? Root { get; } = Find();

    /// <summary>The folder of one corpus; the test is skipped, by name, where it is absent.</summary>
    public static string Folder(string name)
    {
        var folder = Root is null ? null : Path.Combine(Root, name);
        Assert.SkipUnless(Directory.Exists(folder), $"The corpus '{name}' is absent: set BATON_CONFORMANCE to the folder that holds it.");
        return folder!;
    }

    public static JsonObject Read(string path) => (JsonObject)JsonData.Parse(File.ReadAllBytes(path));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BATON_CONFORMANCE") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "conformance");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
