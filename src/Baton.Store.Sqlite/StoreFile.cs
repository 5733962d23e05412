using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Sqlite;

/// <summary>A store as one file that nobody writes: a backup.</summary>
public static class StoreFile
{
    private const int IncrementalVacuum = 2;
    private const int BlockBytes = 1 << 20;

    /// <summary>Reads the whole file.</summary>
    /// <returns>What is wrong, a sentence each; empty where all is well.</returns>
    /// <exception cref="StoreOpenException">The file is not a store, is of a later version, or cannot be read.</exception>
    public static IReadOnlyList<string> Check(string file, CancellationToken cancellationToken)
    {
        StoreOpening.CheckLibrary();
        try
        {
            using var connection = StoreOpening.OpenFile(file);
            var findings = StorageCheck.Run(connection, () => cancellationToken.IsCancellationRequested);
            cancellationToken.ThrowIfCancellationRequested();
            return findings;
        }
        catch (DatabaseException e) when (Failures.IsCorrupt(e))
        {
            return [StorageCheck.Damage(e)];
        }
        catch (DatabaseException e)
        {
            throw new StoreOpenException($"'{file}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Makes a data folder of a file. The store in it is started paused. A crash leaves the folder without a store, and the next restore begins anew.
    /// </summary>
    /// <param name="file">The backup; it is checked first.</param>
    /// <param name="folder">The data folder; made if it is missing.</param>
    /// <param name="progress">Told how far the copy is.</param>
    /// <exception cref="StoreOpenException">The file is not a whole store, the folder has one or is in use, or the disk failed.</exception>
    public static void Restore(string file, string folder, Action<BackupProgress> progress, CancellationToken cancellationToken)
    {
        if (Check(file, cancellationToken) is [var first, ..])
            throw new StoreOpenException($"'{file}' is not restored. {first}");
        try
        {
            Directory.CreateDirectory(folder);
            using var folderLock = FolderLock.Take(folder);
            var target = Path.Combine(folder, StoreOpening.FileName);
            if (File.Exists(target))
                throw new StoreOpenException($"The data folder '{folder}' has a store already. Name an empty folder, or move '{target}' and what belongs to it away.");
            var unfinished = target + ".restoring";
            foreach (var left in (string[])["", "-wal", "-shm"])
            {
                File.Delete(unfinished + left);
            }
            Copy(file, unfinished, progress, cancellationToken);
            Prepare(unfinished);
            cancellationToken.ThrowIfCancellationRequested();
            DurableFolder.Move(unfinished, target);
        }
        catch (DatabaseException e)
        {
            throw Failures.OfOpening(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException) // the last: too large a file for its file system
        {
            throw new StoreOpenException($"'{file}' is not restored to '{folder}': {e.Message}", e);
        }
    }

    private static void Copy(string from, string to, Action<BackupProgress> progress, CancellationToken cancellationToken)
    {
        using var source = File.OpenRead(from);
        using var target = File.Create(to);
        var block = new byte[BlockBytes];
        for (int read; (read = source.Read(block)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(block, 0, read);
            progress(new BackupProgress(target.Length, source.Length));
        }
        target.Flush(flushToDisk: true);
    }

    /// <summary>Brings the copy up to date and says in it that it is to start paused.</summary>
    private static void Prepare(string path)
    {
        using var connection = Connection.Open(path, raw.SQLITE_OPEN_READWRITE, vfs: null);
        connection.Execute("PRAGMA synchronous = FULL");
        Schema.Migrate(connection, TimeProvider.System.GetUtcNow());
        // A file that went through other tools may have lost the way to become shorter; it gets it back now, where it costs nobody's time.
        if (connection.ReadInteger("PRAGMA auto_vacuum") != IncrementalVacuum)
            connection.Execute("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
        using var pause = connection.Prepare("set_paused", "paused");
        pause.Bind(1, 1).Run();
        connection.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
    }
}
