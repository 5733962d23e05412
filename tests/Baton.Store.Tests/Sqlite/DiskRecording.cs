namespace Baton.Store.Tests.Sqlite;

/// <summary>
/// What was written to a disk, call by call, and what a loss of power could have left of it: everything synced, and of what was written since the last sync
/// of its file any part, down to single sectors.
/// </summary>
internal sealed class DiskRecording
{
    private const int SectorBytes = 512;

    private readonly Dictionary<string, byte[]> _start;
    private readonly List<(DiskCall Call, long Acknowledged)> _calls = [];
    private long _acknowledged;

    /// <summary>Begins with the files as they are now.</summary>
    public DiskRecording(string folder, FaultyDisk disk)
    {
        _start = new[] { "baton.db", "baton.db-wal" }
            .Where(name => File.Exists(Path.Combine(folder, name)))
            .ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(folder, name)));
        disk.Fault = call =>
        {
            if (call.Operation != DiskOperation.Read)
                _calls.Add((call, _acknowledged));
            return 0;
        };
    }

    public int Calls => _calls.Count;

    /// <summary>Notes that the store has called this commit durable.</summary>
    public void Acknowledge(long commit) => _acknowledged = commit;

    /// <summary>The last commit that was acknowledged when the power went.</summary>
    public long AcknowledgedAt(int calls) => calls < _calls.Count ? _calls[calls].Acknowledged : _acknowledged;

    /// <summary>Writes the files as they could be after the power went with the call number <paramref name="calls"/> about to be made.</summary>
    public void WriteImage(string folder, int calls, Random random)
    {
        var synced = _start.ToDictionary(file => file.Key, file => Copy(file.Value));
        var unsynced = new List<DiskCall>();
        foreach (var (call, _) in _calls.Take(calls))
        {
            if (call.Operation != DiskOperation.Sync)
            {
                unsynced.Add(call);
                continue;
            }
            foreach (var written in unsynced.Where(written => written.File == call.File))
            {
                Apply(synced, written);
            }
            unsynced.RemoveAll(written => written.File == call.File);
        }
        foreach (var written in unsynced)
        {
            ApplyPart(synced, written, random);
        }
        foreach (var (name, content) in synced)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content.ToArray());
        }
    }

    private static void ApplyPart(Dictionary<string, MemoryStream> files, DiskCall call, Random random)
    {
        var fate = random.Next(3);
        if (fate == 0)
            return;
        if (fate == 1 || call.Data is not { } data)
        {
            Apply(files, call);
            return;
        }
        for (var at = 0; at < data.Length; at += SectorBytes)
        {
            if (random.Next(2) == 0)
                Apply(files, call with { Offset = call.Offset + at, Data = data[at..Math.Min(at + SectorBytes, data.Length)] });
        }
    }

    private static void Apply(Dictionary<string, MemoryStream> files, DiskCall call)
    {
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

    private static MemoryStream Copy(byte[] content)
    {
        var copy = new MemoryStream();
        copy.Write(content);
        return copy;
    }
}
