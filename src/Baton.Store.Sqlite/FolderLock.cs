using System.Globalization;

namespace Baton.Store.Sqlite;

/// <summary>
/// Keeps every other process, and every other store in this process, out of a data folder for as long as it is held. The operating system lets go of it
/// when the process ends, however it ends.
/// </summary>
/// <remarks>
/// SQLite's own locks would let a second process write in turns with us: what an owner of partitions holds in memory would be wrong without its knowing.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    private const string LockName = "baton.lock";

    /// <summary>Holds who has the lock, for people. A file of its own, because .NET lets nobody read the locked one.</summary>
    private const string OwnerName = "baton.owner";

    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;
    private readonly string _ownerPath;

    private FolderLock(FileStream file, string ownerPath)
    {
        _file = file;
        _ownerPath = ownerPath;
        File.WriteAllText(ownerPath, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
    }

    /// <exception cref="StoreOpenException">Somebody else holds the folder, or the file cannot be made.</exception>
    public static FolderLock Take(string folder)
    {
        var ownerPath = Path.Combine(folder, OwnerName);
        FileStream? file = null;
        try
        {
            file = OpenAlone(folder);
            if (!IsKept(folder))
            {
                file.Dispose();
                throw new StoreOpenException(
                    $"The data folder '{folder}' keeps no locks, so nothing would stop a second process. Put it on a local disk, and do not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
            }
            return new FolderLock(file, ownerPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw Refusal(folder, ownerPath, e);
        }
    }

    public void Dispose()
    {
        using (_file)
        {
            File.Delete(_ownerPath);
        }
    }

    /// <summary>No sharing is a lock of the whole file: on Unix an flock, on Windows the share mode.</summary>
    private static FileStream OpenAlone(string folder) => new(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Whether the lock that we hold keeps others out: some file systems take locks and forget them.</summary>
    private static bool IsKept(string folder)
    {
        try
        {
            OpenAlone(folder).Dispose();
            return false;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return true;
        }
    }

    private static bool IsHeld(Exception failure) => failure.HResult is WouldBlockLinux or WouldBlockMac or SharingViolationWindows;

    private static StoreOpenException Refusal(string folder, string ownerPath, Exception failure)
    {
        if (IsHeld(failure))
        {
            return new StoreOpenException(
                $"The data folder '{folder}' is in use by {Owner(ownerPath)}. Only one process may have it: stop that one, or name another folder.", failure);
        }
        return new StoreOpenException(
            $"The data folder '{folder}' cannot be written: {failure.Message} Give the user that runs Baton write permission, or name another one.", failure);
    }

    private static string Owner(string ownerPath)
    {
        try
        {
            return File.ReadAllText(ownerPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process"; // it has the lock and has not said its name yet
        }
    }
}
