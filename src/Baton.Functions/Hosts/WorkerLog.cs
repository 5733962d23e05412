using System.Globalization;
using Baton.Functions.Invocations;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Hosts;

/// <summary>
/// The log of one worker: a file that the worker itself writes to, so that nothing is lost when the server is, with lines between that say which
/// invocation it was. Where it cannot be written, that is told once, and the function goes on.
/// </summary>
internal sealed partial class WorkerLog(string path, TimeProvider clock, ILogger logger)
{
    /// <summary>How long a log grows until it becomes the older of two, in bytes. Looked at between invocations, and while one runs.</summary>
    private const int BytesMax = 10 * 1024 * 1024;

    /// <summary>What a log takes between two looks at most, in MiB, before its worker counts as one that writes without end and would fill the disk.</summary>
    public const int FloodMiB = 100;

    private long _begin;
    private bool _hasFailed;

    public string Path => path;

    public void Begin(string requestId, string version)
    {
        Try(() =>
        {
            KeepShort();
            _begin = Length();
        });
        Add($"START RequestId: {requestId} Version: {version}");
    }

    /// <returns>The end of what was logged since the invocation began.</returns>
    public ReadOnlyMemory<byte> End(string requestId, TimeSpan duration, bool wantsLog)
    {
        Add($"END RequestId: {requestId}");
        Add(FormattableString.Invariant($"REPORT RequestId: {requestId}\tDuration: {duration.TotalMilliseconds:F2} ms"));
        ReadOnlyMemory<byte> tail = default;
        if (wantsLog) Try(() => tail = Tail(Math.Max(_begin, Length() - FunctionResult.LogBytesMax), FunctionResult.LogBytesMax));
        return tail;
    }

    /// <summary>Adds a line of the server's own, with the time.</summary>
    public void Add(string line) => Try(() => File.AppendAllText(path, $"{clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} {line}\n"));

    /// <summary>Lets the file become the older of two when it is too long. The worker keeps it open to add to it, so it is copied and cut, not moved.</summary>
    /// <returns>Whether so much came since the last look that its worker is to be ended.</returns>
    public bool KeepShort()
    {
        long length = 0;
        Try(() =>
        {
            length = Length();
            if (length <= BytesMax) return;
            File.WriteAllBytes(path + ".1", Tail(length - BytesMax, BytesMax).Span);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
            _begin = 0;
        });
        return length > FloodMiB * 1024L * 1024;
    }

    private long Length() => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private ReadOnlyMemory<byte> Tail(long from, int bytesMax)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(from, SeekOrigin.Begin);
        var bytes = new byte[bytesMax];
        return bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private void Try(Action write)
    {
        try
        {
            write();
            _hasFailed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed) Failed(logger, path, e);
            _hasFailed = true;
        }
    }

    [LoggerMessage(EventId = 9101, Level = LogLevel.Warning, Message = "The log of a function, {Path}, cannot be written. The function goes on.")]
    private static partial void Failed(ILogger logger, string path, Exception exception);
}
