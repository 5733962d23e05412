namespace Baton.Repository.Tests;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "node_modules", ".git"];

    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The files below a folder with one of the endings, by their paths from the root.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Walk(new DirectoryInfo(Path.Combine(Root, folder)))
        .Where(file => endings.Contains(file.Extension))
        .Select(file => Path.GetRelativePath(Root, file.FullName))
        .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Walk));

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Baton.slnx")) ? folder.FullName : FindRoot(folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository."));
}
