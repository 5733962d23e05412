using System.Globalization;

namespace Baton.Store.Sqlite;

/// <summary>
/// Keeps every other process, and every other store in this process, out of a data folder for as long as it is held. The operating system lets go of it
/// when the process ends, however it ends.
/// </summary>
/// <remarks>
/// SQLite's own locks would let a second process write in turns. That must not happen: SQLite before 3.51.3 can damage the database when two connections
/// write and checkpoint at once (sqlite.org/wal.html#walresetbug), and what a partition's owner holds in memory would be wrong.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    internal const string FileName = "baton.lock";

    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreOpenException">Somebody else holds the folder, or the file cannot be made.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            // No sharing is a lock of the whole file: on Unix an flock, on Windows the share mode.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteOwner(file);
            return new FolderLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreOpenException($"The data folder '{folder}' cannot be written: {e.Message} Give the user that runs Baton write permission, or name another folder.", e);
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new StoreOpenException(
                $"The data folder '{folder}' is in use by {Owner(path)}. Only one process may have it: stop that one, or name another folder.", e);
        }
        catch (IOException e)
        {
            throw new StoreOpenException($"The data folder '{folder}' cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsTaken(IOException failure) => failure.HResult is WouldBlockLinux or WouldBlockMac or SharingViolationWindows;

    private static void WriteOwner(FileStream file)
    {
        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}")));
        file.Flush();
    }

    /// <summary>Who wrote itself into the file, where the system lets us read it.</summary>
    private static string Owner(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd() is { Length: > 0 } owner ? owner : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process"; // Windows keeps even readers out
        }
    }
}
