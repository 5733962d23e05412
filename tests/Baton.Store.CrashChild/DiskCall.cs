namespace Baton.Store.CrashChild;

public enum DiskOperation
{
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
}

/// <summary>One call of SQLite to the disk. It happens when it is passed on, and lives as long as the call.</summary>
/// <param name="file">The name of the file without its folder.</param>
/// <param name="opening">Counts the openings of files; 0 where none is open.</param>
/// <param name="offset">Where, in bytes; the new size of a truncation.</param>
/// <param name="data">What is written, or where to read to; of no length for anything else.</param>
/// <param name="length">Bytes of data.</param>
/// <param name="passOn">Does it with the first so many bytes and gives SQLite's result code.</param>
internal sealed unsafe class DiskCall(string file, int opening, DiskOperation operation, long offset, byte* data, int length, Func<int, int> passOn)
{
    public string File => file;

    public int Opening => opening;

    public DiskOperation Operation => operation;

    public long Offset => offset;

    public Span<byte> Data => new(data, length);

    /// <returns>SQLite's result code: 0 for a success.</returns>
    public int Pass() => passOn(length);

    /// <summary>Lets the first part of a write happen.</summary>
    public int PassFirst(int bytes) => passOn(bytes);
}
