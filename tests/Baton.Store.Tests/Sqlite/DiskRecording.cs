using Baton.Store.CrashChild;

namespace Baton.Store.Tests.Sqlite;

/// <summary>
/// What was written to a disk, call by call, and what a loss of power could have left of it: everything synced, and of what was written since the last sync
/// of its file any part, down to single sectors. The first sync of a log or journal that was opened syncs the folder too, and with it what was deleted there
/// (os_unix.c, UNIXFILE_DIRSYNC).
/// </summary>
internal sealed class DiskRecording
{
    private const int SectorBytes = 512;

    private readonly List<Written> _calls = [];
    private readonly HashSet<int> _synced = [];
    private readonly Lock _lock = new();
    private long _acknowledged;

    /// <summary>Begins with no file at all.</summary>
    public DiskRecording(FaultyDisk disk) => disk.Fault = call =>
    {
        if (call.Operation != DiskOperation.Read)
        {
            lock (_lock) _calls.Add(new Written(_calls.Count, call.File, call.Operation, call.Offset, call.Data.ToArray(), SyncsFolder(call), _acknowledged));
        }
        return call.Pass();
    };

    public int Calls => _calls.Count;

    /// <summary>Notes that the store has called this commit durable.</summary>
    public void Acknowledge(long commit) => Volatile.Write(ref _acknowledged, commit);

    /// <summary>The last commit that was acknowledged when the power went.</summary>
    public long AcknowledgedAt(int calls) => calls < _calls.Count ? _calls[calls].Acknowledged : _acknowledged;

    /// <summary>Writes the files, into an empty folder, as they could be after the power went with the call number <paramref name="calls"/> about to be made.</summary>
    public void WriteImage(string folder, int calls, Random random)
    {
        var files = new Dictionary<string, MemoryStream>();
        var unsynced = new List<Written>();
        foreach (var call in _calls.Take(calls))
        {
            if (call.Operation != DiskOperation.Sync)
            {
                unsynced.Add(call);
                continue;
            }
            Settle(files, unsynced, written => written.File == call.File);
            if (!call.SyncsFolder)
                continue;
            foreach (var deletion in unsynced.FindAll(written => written.Operation == DiskOperation.Delete))
            {
                Settle(files, unsynced, written => written.File == deletion.File && written.Position <= deletion.Position);
            }
        }
        ApplyParts(files, unsynced, random);
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content.ToArray());
        }
    }

    private bool SyncsFolder(DiskCall call) => call.Operation == DiskOperation.Sync && call.File != "baton.db" && _synced.Add(call.Opening);

    /// <summary>What was written becomes durable, in its order.</summary>
    private static void Settle(Dictionary<string, MemoryStream> files, List<Written> unsynced, Predicate<Written> what)
    {
        foreach (var written in unsynced.FindAll(what)) Apply(files, written);
        unsynced.RemoveAll(what);
    }

    private static void ApplyParts(Dictionary<string, MemoryStream> files, List<Written> unsynced, Random random)
    {
        var undeleted = new HashSet<string>();
        foreach (var call in unsynced.Where(call => !undeleted.Contains(call.File)))
        {
            var fate = random.Next(3);
            if (fate == 0 && call.Operation == DiskOperation.Delete)
                undeleted.Add(call.File); // what was done to the file of that name that came after it is lost with that
            else if (fate == 1 && call.Operation == DiskOperation.Write)
                ApplySectors(files, call, random);
            else if (fate != 0)
                Apply(files, call);
        }
    }

    private static void ApplySectors(Dictionary<string, MemoryStream> files, Written call, Random random)
    {
        for (var at = 0; at < call.Data.Length; at += SectorBytes)
        {
            if (random.Next(2) == 0)
                Apply(files, call with { Offset = call.Offset + at, Data = call.Data[at..Math.Min(at + SectorBytes, call.Data.Length)] });
        }
    }

    private static void Apply(Dictionary<string, MemoryStream> files, Written call)
    {
        if (call.Operation == DiskOperation.Delete)
        {
            files.Remove(call.File);
            return;
        }
        if (!files.TryGetValue(call.File, out var file))
            files[call.File] = file = new MemoryStream();
        if (call.Operation == DiskOperation.Truncate)
        {
            file.SetLength(call.Offset);
            return;
        }
        file.Position = call.Offset;
        file.Write(call.Data);
    }

    private sealed record Written(int Position, string File, DiskOperation Operation, long Offset, byte[] Data, bool SyncsFolder, long Acknowledged);
}
