using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using SQLitePCL;

namespace Baton.Store.CrashChild;

/// <summary>What happens to a call to the disk instead of what should.</summary>
public enum Fault
{
    /// <summary>It does not happen, and the disk says that it failed.</summary>
    Error,

    /// <summary>It does not happen, because there is no room.</summary>
    Full,

    /// <summary>The first half of what is written is, and the disk says that it failed.</summary>
    ErrorHalfWay,

    /// <summary>The first half of what is written is, and then there is no room.</summary>
    FullHalfWay,

    /// <summary>It happens, with one bit of what is read changed.</summary>
    Flip,

    /// <summary>The process is killed before it.</summary>
    KillBefore,

    /// <summary>The process is killed when the first half of what is written is.</summary>
    KillHalfWay,

    /// <summary>The process is killed after it.</summary>
    KillAfter,
}

/// <summary>A fault of a disk as data, so that a child process can be told of it.</summary>
/// <param name="Does">What happens.</param>
/// <param name="Operation">To which calls.</param>
/// <param name="File">To which file, like <c>baton.db-wal</c>, or all whose names begin like <c>baton.backup-*</c>; null for any.</param>
/// <param name="Offset">To which place in it, in bytes; null for any.</param>
/// <param name="Skip">So many of those calls happen before it as they should.</param>
/// <param name="Times">So many of those calls it hits; then all is well again.</param>
internal sealed record DiskFault(Fault Does, DiskOperation Operation, string? File = null, long? Offset = null, int Skip = 0, int Times = int.MaxValue)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private int _seen;

    public static DiskFault Parse(string json) => JsonSerializer.Deserialize<DiskFault>(json, Format)!;

    public override string ToString() => JsonSerializer.Serialize(this, Format);

    /// <returns>What SQLite is told: a result code of its own.</returns>
    public int Answer(DiskCall call)
    {
        if (call.Operation != Operation || !IsHit(call.File) || (Offset ?? call.Offset) != call.Offset)
            return call.Pass();
        var position = Interlocked.Increment(ref _seen) - 1;
        return position < Skip || position - Skip >= Times ? call.Pass() : Hit(call);
    }

    private bool IsHit(string file) => File is null || (File.EndsWith('*') ? file.StartsWith(File[..^1], StringComparison.Ordinal) : file == File);

    private int Hit(DiskCall call)
    {
        switch (Does)
        {
            case Fault.Error:
                return ErrorOf(Operation);
            case Fault.Full:
                return raw.SQLITE_FULL;
            case Fault.ErrorHalfWay:
                call.PassFirst(call.Data.Length / 2);
                return ErrorOf(Operation);
            case Fault.FullHalfWay:
                call.PassFirst(call.Data.Length / 2);
                return raw.SQLITE_FULL;
            case Fault.Flip:
                var code = call.Pass();
                call.Data[call.Data.Length / 2] ^= 0x10;
                return code;
            case Fault.KillBefore:
                throw Killed();
            case Fault.KillHalfWay:
                call.PassFirst(call.Data.Length / 2);
                throw Killed();
            case Fault.KillAfter:
                call.Pass();
                throw Killed();
            default:
                throw new UnreachableException($"No fault {Does}.");
        }
    }

    private static int ErrorOf(DiskOperation operation) => operation switch
    {
        DiskOperation.Read => raw.SQLITE_IOERR_READ,
        DiskOperation.Write => raw.SQLITE_IOERR_WRITE,
        DiskOperation.Truncate => raw.SQLITE_IOERR_TRUNCATE,
        DiskOperation.Sync => raw.SQLITE_IOERR_FSYNC,
        _ => raw.SQLITE_IOERR,
    };

    /// <summary>SIGKILL, from which nobody comes back.</summary>
    private static UnreachableException Killed()
    {
        Process.GetCurrentProcess().Kill();
        return new UnreachableException("The process outlived its own kill.");
    }
}
