namespace Baton.Api.Tests;

/// <summary>docs/reference/api.md is what the operations and their tests say. UPDATE_GOLDEN=1 writes it anew.</summary>
public sealed class ApiReferenceTests
{
    [Fact]
    public async Task The_page_is_up_to_date()
    {
        var root = Root();
        var file = Path.Combine(root, ApiReferencePage.Path);
        var page = await ApiReferencePage.BuildAsync(root);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);
        Assert.True(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) == page, $"{ApiReferencePage.Path} is stale: run scripts/api-reference.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
