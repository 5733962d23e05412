namespace Baton.Store.Sqlite;

/// <summary>How far a backup is.</summary>
/// <param name="BytesDone">What is copied.</param>
/// <param name="Bytes">What there is to copy, now: the database may grow or shrink meanwhile.</param>
public readonly record struct BackupProgress(long BytesDone, long Bytes)
{
    public int Percent => Bytes == 0 ? 0 : (int)(BytesDone * 100 / Bytes);
}
