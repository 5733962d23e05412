using Baton.Json;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>
/// The cases that lie outside the repository. They are looked for where <c>BATON_CONFORMANCE</c> says, else in a folder
/// <c>shared/conformance</c> next to the tests or further up.
/// </summary>
internal static class Corpus
{
    private const string Variable = "BATON_CONFORMANCE";

    private static readonly Lazy<string?> Root = new(FindRoot);

    /// <summary>The folder of the JSONata cases; null where there are none.</summary>
    public static string? Jsonata => Root.Value is { } root && Directory.Exists(Path.Combine(root, "jsonata")) ? Path.Combine(root, "jsonata") : null;

    public static JsonData Read(params string[] path) => JsonData.Parse(File.ReadAllBytes(Path.Combine([Jsonata!, .. path])));

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "conformance");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
