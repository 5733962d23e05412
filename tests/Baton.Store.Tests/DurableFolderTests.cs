namespace Baton.Store.Tests;

public sealed class DurableFolderTests
{
    [Fact]
    public void A_file_gets_its_name_and_takes_another_ones_only_where_that_is_wanted()
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (Path.Combine(folder.Path, "new"), Path.Combine(folder.Path, "größe"));
        File.WriteAllText(from, "1");
        DurableFolder.Move(from, to);
        File.WriteAllText(from, "2");
        Assert.Throws<IOException>(() => DurableFolder.Move(from, to));
        DurableFolder.Move(from, to, overwrite: true);
        Assert.Equal(("2", false), (File.ReadAllText(to), File.Exists(from)));
    }

    [Fact]
    public void What_cannot_be_flushed_is_told()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Path, "missing");
        Assert.Contains(missing, Assert.Throws<IOException>(() => DurableFolder.Flush(missing)).Message, StringComparison.Ordinal);
    }
}
