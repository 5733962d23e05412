using System.Xml.Linq;

namespace Baton.Repository.Tests;

/// <summary>Which project may use which: the arrows of ARCHITECTURE.md, and nothing beside them.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Baton.Json"] = [],
        ["Baton.Expressions"] = ["Baton.Json"],
        ["Baton.Language"] = ["Baton.Expressions"],
        ["Baton.Engine"] = ["Baton.Language"],
        ["Baton.Local"] = ["Baton.Engine"],
        ["Baton.Yaml"] = ["Baton.Json"],
        ["Baton.Store"] = [],
        ["Baton.Store.Sqlite"] = ["Baton.Store"],
        ["Baton.Store.Postgres"] = ["Baton.Store"],
        ["Baton.Runtime"] = ["Baton.Engine", "Baton.Store"],
        ["Baton.Functions"] = ["Baton.Client", "Baton.Runtime"],
        ["Baton.Integrations"] = ["Baton.Functions"],
        ["Baton.People"] = ["Baton.Runtime"],
        ["Baton.Api"] = ["Baton.Runtime"],
        ["Baton.Console"] = ["Baton.Api", "Baton.Checklists", "Baton.Local", "Baton.Runtime", "Baton.Yaml"],
        ["Baton.Server"] = ["Baton.Api", "Baton.Checklists", "Baton.Console", "Baton.Functions", "Baton.Integrations", "Baton.People", "Baton.Store.Sqlite", "Baton.Store.Postgres"],
        ["Baton.Analyzers"] = [],
        ["Baton.Client"] = ["Baton.Analyzers", "Baton.Language"],
        ["Baton.Checklists"] = ["Baton.Client"],
        ["Baton.TestKit"] = ["Baton.Client", "Baton.Local"],
        ["Baton.Hosting"] = ["Baton.Client", "Baton.Server"],
        ["Baton.Cli"] = ["Baton.Checklists", "Baton.Client", "Baton.Server", "Baton.Local", "Baton.Yaml"],
    };

    private static readonly string[] Pure = ["Baton.Json", "Baton.Expressions", "Baton.Language", "Baton.Engine"];

    public static TheoryData<string> Projects() => [.. Repository.Files("src", ".csproj")];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_arrows_allow(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Arrows.TryGetValue(name, out var allowed), $"{name} is in no arrow: add it to ARCHITECTURE.md and to this test.");
        Assert.Empty(References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(allowed));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Nothing_in_src_uses_tests(string project) => Assert.DoesNotContain(References(project, "ProjectReference"), path => path.Contains("tests", StringComparison.Ordinal));

    [Fact]
    public void Pure_projects_carry_the_list_of_what_they_must_not_reach() =>
        Assert.All(Pure, name => Assert.True(File.Exists(Path.Combine(Repository.Root, "src", name, "BannedSymbols.txt")), name));

    [Fact]
    public void The_lists_of_the_pure_projects_are_the_same() =>
        Assert.Single(Pure.Select(name => Repository.Read($"src/{name}/BannedSymbols.txt")).Distinct());

    [Fact]
    public void Pure_projects_use_no_package() =>
        Assert.All(Pure, name => Assert.Empty(References($"src/{name}/{name}.csproj", "PackageReference")));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Baton.slnx");
        Assert.All(Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj")), project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_is_pinned_exactly_and_has_a_reason()
    {
        var lines = Repository.Read("Directory.Packages.props").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].Contains("<PackageVersion", StringComparison.Ordinal)) continue;
            Assert.Matches("Version=\"[0-9][0-9A-Za-z.-]*\"", lines[i]);
            Assert.StartsWith("<!--", lines[i - 1].Trim(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> References(string project, string element) => XDocument.Parse(Repository.Read(project))
        .Descendants(element)
        .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
