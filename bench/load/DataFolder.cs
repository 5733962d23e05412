namespace Baton.Load;

/// <summary>A folder for one server's data, removed with what is in it.</summary>
internal sealed class DataFolder(LoadOptions options) : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(options.Folder, $"baton-load-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
