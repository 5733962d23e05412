using System.Text.RegularExpressions;

namespace Baton.Repository.Tests;

/// <summary>What holds for the sources of the console, which no compiler of C# sees.</summary>
public sealed partial class ConsoleTests
{
    private const string Sources = "src/Baton.Console/web/src";
    private const int FileLinesMax = 400;

    public static TheoryData<string> Files() => [.. Repository.Files(Sources, ".ts", ".tsx", ".css")];

    /// <summary>app ─► features ─► shared; features do not know each other.</summary>
    [Theory, MemberData(nameof(Files))]
    public void A_file_imports_only_what_its_place_allows(string file)
    {
        var here = Place(file);
        var imported = Imports().Matches(Repository.Read(file)).Select(match => Place(Path.Combine(Path.GetDirectoryName(file)!, match.Groups["path"].Value)));
        Assert.All(imported, there => Assert.True(
            there == here || there == "shared" || here == "" || (here == "app" && there.StartsWith("features", StringComparison.Ordinal)), $"{file} imports from {there}."));
    }

    [Theory, MemberData(nameof(Files))]
    public void A_file_makes_no_markup_or_code_of_data(string file) => Assert.DoesNotMatch(@"dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(", Repository.Read(file));

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_not_longer_than_400_lines(string file) => Assert.True(Repository.Read(file).Count(c => c == '\n') <= FileLinesMax);

    /// <summary>Colours are named in one place, so that each has its counterpart in the dark.</summary>
    [Theory, MemberData(nameof(Files))]
    public void Only_the_tokens_name_colours(string file)
    {
        if (!file.EndsWith("tokens.css", StringComparison.Ordinal)) Assert.DoesNotMatch(@"#[0-9a-fA-F]{6}\b|rgba?\(", Repository.Read(file));
    }

    /// <returns><c>shared</c>, <c>app</c>, <c>features/NAME</c>, or nothing for the entry.</returns>
    private static string Place(string path)
    {
        var parts = Path.GetRelativePath(Path.GetFullPath(Sources, Repository.Root), Path.GetFullPath(path, Repository.Root)).Replace('\\', '/').Split('/');
        return parts.Length == 1 ? "" : parts[0] == "features" ? $"features/{parts[1]}" : parts[0];
    }

    [GeneratedRegex(@"(?:from|import)\s*\(?'(?<path>\.[^']*)'")]
    private static partial Regex Imports();
}
