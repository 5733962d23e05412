using System.Text.RegularExpressions;

namespace Baton.Repository.Tests;

/// <summary>What a reader would stumble over.</summary>
public sealed partial class TidinessTests
{
    private const int FileLinesMax = 400;

    private static IEnumerable<string> Code => Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs"));

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.DoesNotContain(Repository.Files("src", ".cs"), file => Repository.Read(file).Count(c => c == '\n') > FileLinesMax);

    [Fact]
    public void No_marker_of_unfinished_work_is_left() => Assert.DoesNotContain(Code, file => Markers().IsMatch(Repository.Read(file)));

    [Fact]
    public void Tests_do_not_sleep() =>
        Assert.DoesNotContain(Repository.Files("tests", ".cs"), file => Sleeps().IsMatch(Repository.Read(file)) && Path.GetFileName(file) != "TidinessTests.cs");

    [Fact]
    public void No_exception_is_swallowed_without_a_word() => Assert.DoesNotContain(Code, file => Swallowed().IsMatch(Repository.Read(file)));

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var dead =
            from file in Repository.Files(".", ".md")
            from Match link in Links().Matches(Repository.Read(file))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            let path = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, target)
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{file}: {target}";
        Assert.Empty(dead);
    }

    [Fact]
    public void Log_event_ids_are_used_once()
    {
        var ids = Repository.Files("src", ".cs").SelectMany(file => LogIds().Matches(Repository.Read(file)).Select(match => match.Groups["id"].Value)).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Repository.Files("docs/decisions", ".md").Count()), Repository.Files("docs/decisions", ".md").Select(file => int.Parse(Path.GetFileName(file)[..4], null)));

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b|NotImplemented" + "Exception")]
    private static partial Regex Markers();

    [GeneratedRegex(@"(await|return) Task\.Delay\(|Thread\.Sleep\(")]
    private static partial Regex Sleeps();

    [GeneratedRegex(@"catch(\s*\([^)]*\))?(\s*when[^{]*)?\s*\{\s*\}")]
    private static partial Regex Swallowed();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"EventId = (?<id>\d+)")]
    private static partial Regex LogIds();
}
