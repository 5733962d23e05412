using Baton.Conformance.Asl;
using Baton.Conformance.Jsonata;

namespace Baton.Conformance;

/// <summary>The corpora that this program can run, and where they are.</summary>
public static class Corpora
{
    public static IReadOnlyList<ICorpus> All { get; } = [new AslCorpus(), new DefinitionsCorpus(), new JsonPathCorpus(), new JsonataCorpus(), new DurableCorpus()];

    /// <summary>Where a corpus is: below the folder of all of them, or that folder itself; null where it is not there.</summary>
    public static string? FolderOf(ICorpus corpus, string root)
    {
        var below = Path.Combine(root, corpus.Name);
        if (Directory.Exists(below)) return below;
        return Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))) == corpus.Name ? root : null;
    }

    /// <summary>The folder that holds the corpora: BATON_CONFORMANCE, or <c>shared/conformance</c> above this program; null where there is none.</summary>
    public static string? Find()
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
