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

    /// <summary>What a page has loaded stays loaded: a class that two features name would make one page look otherwise after the other was seen.</summary>
    [Fact]
    public void A_class_is_the_own_of_one_folder()
    {
        var selectors = (from file in Repository.Files(Sources, ".css")
                         from Match rule in Selectors().Matches(Comments().Replace(Repository.Read(file), ""))
                         from selector in rule.Groups["selectors"].Value.Split(',')
                         select (file, selector: selector.Trim())).ToList();
        var owners = selectors.Where(one => OwnClass().IsMatch(one.selector)).GroupBy(one => one.selector[1..], one => one.file).ToDictionary(group => group.Key, group => group.Distinct().ToList());
        Assert.All(owners, owner => Assert.True(owner.Value.Count == 1, $"'{owner.Key}' is given its look in {string.Join(" and ", owner.Value)}."));

        var styled = selectors.SelectMany(one => Classes().Matches(one.selector).Select(match => (one.file, name: match.Groups["name"].Value)));
        var worn = from file in Repository.Files(Sources, ".tsx")
                   from Match names in ClassNames().Matches(Repository.Read(file))
                   from name in names.Groups["names"].Value.Split(' ')
                   select (file, name);
        Assert.All(styled.Concat(worn), use => Assert.False(
            owners.TryGetValue(use.name, out var own) && Place(own[0]) is var place && place.StartsWith("features", StringComparison.Ordinal) && Place(use.file) != place, $"{use.file} uses '{use.name}' of {own?[0]}."));
    }

    /// <returns><c>shared</c>, <c>app</c>, <c>features/NAME</c>, or nothing for the entry.</returns>
    private static string Place(string path)
    {
        var parts = Path.GetRelativePath(Path.GetFullPath(Sources, Repository.Root), Path.GetFullPath(path, Repository.Root)).Replace('\\', '/').Split('/');
        return parts.Length == 1 ? "" : parts[0] == "features" ? $"features/{parts[1]}" : parts[0];
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"(?<selectors>[^{}@;]+)\{")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"^\.[a-zA-Z][\w-]*$")]
    private static partial Regex OwnClass();

    [GeneratedRegex(@"\.(?<name>[a-zA-Z][\w-]*)")]
    private static partial Regex Classes();

    [GeneratedRegex(@"className=(?:""|\{`)(?<names>[^""`]+)")]
    private static partial Regex ClassNames();

    [GeneratedRegex(@"(?:from|import)\s*\(?'(?<path>\.[^']*)'")]
    private static partial Regex Imports();
}
