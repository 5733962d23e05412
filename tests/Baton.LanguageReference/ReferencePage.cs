namespace Baton.LanguageReference;

/// <summary>docs/reference/language.md: the text of <c>language.md</c> here, its tables completed by what the parser knows and the tests prove.</summary>
public static class ReferencePage
{
    public const string Path = "docs/reference/language.md";

    private const string Source = "tests/Baton.LanguageReference/language.md";

    /// <summary>The page, and what is wrong with it: what it does not tell, what nothing proves, what is proven and not there.</summary>
    /// <param name="root">The root of the repository.</param>
    public static (string Text, IReadOnlyList<string> Faults) Build(string root)
    {
        var faults = new List<string>();
        var page = new PageWriter(ProofScan.Of(root, faults), faults);
        foreach (var line in File.ReadLines(System.IO.Path.Combine(root, Source))) page.Add(line);
        return (page.Finish(), faults);
    }
}
