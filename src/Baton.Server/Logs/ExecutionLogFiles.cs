using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Baton.Api.History;
using Baton.Engine.Events;
using Baton.Runtime.Logs;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Logs;

/// <summary>
/// Writes the log groups of executions as files of JSON lines: <c>/aws/orders</c> becomes <c>FOLDER/aws/orders.jsonl</c>. One loop writes; executions
/// do not wait for it, and what it has no room for is lost.
/// </summary>
internal sealed partial class ExecutionLogFiles : IExecutionLog, IAsyncDisposable
{
    /// <summary>How many files are open at once.</summary>
    private const int FilesMax = 64;

    /// <summary>About how much is written at once.</summary>
    private const long BatchBytesMax = 1024 * 1024;

    private readonly ExecutionLogOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ExecutionLogFiles> _logger;
    private readonly Channel<Entries> _waiting = Channel.CreateUnbounded<Entries>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, LogFile> _files = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly Task _writing;
    private long _bytesWaiting;
    private long _dropped;

    public ExecutionLogFiles(ExecutionLogOptions options, TimeProvider clock, ILogger<ExecutionLogFiles> logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _writing = RunAsync();
    }

    public void Write(ExecutionLogging logging, string executionArn, int redriveCount, IReadOnlyList<ExecutionEvent> events)
    {
        var entries = new Entries(logging, executionArn, redriveCount, events, BytesOf(logging, events));
        if (Interlocked.Add(ref _bytesWaiting, entries.Bytes) <= _options.WaitingBytesMax && _waiting.Writer.TryWrite(entries)) return;
        Interlocked.Add(ref _bytesWaiting, -entries.Bytes);
        if (Interlocked.Add(ref _dropped, events.Count) == events.Count) Dropping(_logger);
    }

    /// <summary>Writes what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        Close();
        await _json.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<Entries>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            for (long bytes = 0; bytes < BatchBytesMax && _waiting.Reader.TryRead(out var entries); bytes += entries.Bytes) batch.Add(entries);
            foreach (var group in batch.GroupBy(entries => entries.Logging.LogGroup, StringComparer.Ordinal)) TryAppend(group.Key, group);
            Interlocked.Add(ref _bytesWaiting, -batch.Sum(entries => entries.Bytes));
            if (!_waiting.Reader.TryPeek(out _) && Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped) Dropped(_logger, dropped);
        }
    }

    private void TryAppend(string group, IEnumerable<Entries> batch)
    {
        try
        {
            Append(group, batch);
        }
        catch (Exception e)
        {
            AppendFailed(_logger, group, e); // the other groups, and what comes later, are written
        }
    }

    private void Append(string group, IEnumerable<Entries> batch)
    {
        var file = FileOf(group);
        var count = 0;
        _lines.ResetWrittenCount();
        _json.Reset();
        foreach (var entries in batch)
        {
            foreach (var happened in entries.Events)
            {
                var before = _lines.WrittenCount;
                LogEntryJson.Write(_json, entries.ExecutionArn, entries.RedriveCount, happened, entries.Logging.IncludeExecutionData);
                _json.Flush();
                _json.Reset();
                _lines.Write("\n"u8);
                if (_lines.WrittenCount > _options.FileBytesMax && before > 0)
                {
                    // Together they are more than a file may have.
                    var line = _lines.WrittenSpan[before..].ToArray();
                    file.Append(_lines.WrittenSpan[..before], count);
                    _lines.ResetWrittenCount();
                    _lines.Write(line);
                    count = 0;
                }
                count++;
            }
        }
        file.Append(_lines.WrittenSpan, count);
    }

    private LogFile FileOf(string group)
    {
        if (_files.TryGetValue(group, out var known)) return known;
        if (_files.Count >= FilesMax) Close(); // rare, and cheaper than keeping an order
        return _files[group] = new LogFile(LogGroupPath.Of(_options.Folder, group), _options.FileBytesMax, _clock, _logger);
    }

    private void Close()
    {
        foreach (var file in _files.Values) file.Dispose();
        _files.Clear();
    }

    /// <summary>About how much memory entries hold while they wait.</summary>
    private static long BytesOf(ExecutionLogging logging, IReadOnlyList<ExecutionEvent> events)
    {
        const int EventBytes = 256;
        long bytes = events.Count * EventBytes;
        if (!logging.IncludeExecutionData) return bytes;
        foreach (var happened in events)
        {
            bytes += happened switch
            {
                ExecutionEvent.ExecutionStarted e => e.Identity.Input.Utf8.Length,
                ExecutionEvent.ExecutionSucceeded e => e.Output.Utf8.Length,
                ExecutionEvent.StateEntered e => e.Input.Utf8.Length,
                ExecutionEvent.StateExited e => e.Output.Utf8.Length,
                ExecutionEvent.TaskScheduled e => e.Input.Utf8.Length,
                ExecutionEvent.TaskSucceeded e => e.Output.Utf8.Length,
                _ => 0,
            };
        }
        return bytes;
    }

    /// <summary>Events that wait to be written.</summary>
    private sealed record Entries(ExecutionLogging Logging, string ExecutionArn, int RedriveCount, IReadOnlyList<ExecutionEvent> Events, long Bytes);

    [LoggerMessage(EventId = 5105, Level = LogLevel.Error, Message = "Entries of the log group {Group} were lost. This is a fault in Baton.")]
    private static partial void AppendFailed(ILogger logger, string group, Exception exception);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Warning, Message = "Execution log entries come faster than they can be written; some are lost.")]
    private static partial void Dropping(ILogger logger);

    [LoggerMessage(EventId = 5104, Level = LogLevel.Warning, Message = "Execution log entries are written as they come again; {Count} were lost.")]
    private static partial void Dropped(ILogger logger, long count);
}

/// <summary>Where execution logs go, and how large they get.</summary>
/// <param name="Folder">The folder of the log groups; made when there is something to write.</param>
internal sealed record ExecutionLogOptions(string Folder)
{
    /// <summary>The smallest <see cref="FileBytesMax"/>, in bytes.</summary>
    public const long FileBytesMin = 4096;

    /// <summary>The size, in bytes, at which the file of a log group takes the place of the older one. Default 64 MiB.</summary>
    public long FileBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>How much memory, in bytes, entries may hold while they wait to be written. Default 64 MiB.</summary>
    public long WaitingBytesMax { get; init; } = 64 * 1024 * 1024;
}
