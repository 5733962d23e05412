namespace Baton.Store.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    public TemporaryFolder() : this(System.IO.Path.GetTempPath())
    {
    }

    private TemporaryFolder(string parent) => Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"baton-store-{Guid.NewGuid():n}")).FullName;

    public string Path { get; }

    /// <summary>A folder where a sync costs nothing, if the system has one: for tests that open a store hundreds of times.</summary>
    public static TemporaryFolder InMemory() => Directory.Exists(SharedMemory) ? new(SharedMemory) : new();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
