using Microsoft.Extensions.Logging;

namespace Baton.Server.Logs;

/// <summary>
/// The file of one log group: grows to a bound, then becomes the older of two. Where it cannot be written, what comes is lost, and that is tried again
/// after a while; both are told once.
/// </summary>
internal sealed partial class LogFile(string path, long bytesMax, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private FileStream? _stream;
    private DateTimeOffset? _retryAt;
    private long _lost;

    /// <summary>Adds lines, each with its end.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="count">How many they are.</param>
    public void Append(ReadOnlySpan<byte> lines, int count)
    {
        if (clock.GetUtcNow() < _retryAt)
        {
            _lost += count;
            return;
        }
        try
        {
            Write(lines);
            if (_retryAt is not null) Recovered(logger, path, _lost);
            (_retryAt, _lost) = (null, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            if (_retryAt is null) Failed(logger, path, e);
            _retryAt = clock.GetUtcNow() + RetryDelay;
            _lost += count;
            Dispose();
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        _stream ??= Open();
        if (_stream.Position > 0 && _stream.Position + lines.Length > bytesMax)
        {
            Dispose();
            File.Move(path, Path.ChangeExtension(path, $".1{Path.GetExtension(path)}"), overwrite: true);
            _stream = Open();
        }
        _stream.Write(lines);
    }

    /// <summary>Opens the file at its end, and ends the line that a crash or a full disk left without one.</summary>
    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length == 0) return stream;
        stream.Seek(-1, SeekOrigin.End);
        if (stream.ReadByte() != '\n') stream.WriteByte((byte)'\n');
        return stream;
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "The execution log {Path} cannot be written; entries are lost until it can. Executions go on.")]
    private static partial void Failed(ILogger logger, string path, Exception exception);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Information, Message = "The execution log {Path} is written again; {Count} entries were lost.")]
    private static partial void Recovered(ILogger logger, string path, long count);
}
