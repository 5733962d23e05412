using System.Buffers;
using System.Text.Json;

namespace Baton.Client.Streams;

/// <summary>
/// One connection to the service's worker stream. What is sent while a write is under way goes out together with the next one, in frames
/// of many items; what comes is told to the user of the stream.
/// </summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    /// <summary>The longest frame that the service takes, in bytes.</summary>
    public const int FrameBytesMax = 1024 * 1024;

    /// <summary>An item may be so long that it still fits a frame.</summary>
    public const int ItemBytesMax = FrameBytesMax - 1024;

    private const int FrameBytesWanted = 256 * 1024;
    private const int BufferBytesKept = 1024 * 1024;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Stack<OutgoingFrame> _spare = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly ITimer _beats;
    private List<OutgoingFrame> _full = [];
    private OutgoingFrame _filling = new();
    private ArrayBufferWriter<byte> _output = new();
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;
    private bool _isClosed;
    private bool _mustBeat;
    private long _heard;

    public StreamConnection(Stream stream, TimeProvider time)
    {
        _stream = stream;
        _time = time;
        _heard = time.GetTimestamp();
        _beats = time.CreateTimer(_ => OnBeat(), null, Beat, Beat);
    }

    /// <summary>Sends an item with those that wait; on a connection that broke, nothing: the user sends what matters again over the next one.</summary>
    public void Send<T>(string member, T item, Action<Utf8JsonWriter, T> write)
    {
        lock (_lock)
        {
            if (_filling.Length > FrameBytesWanted) Seal_NeedsLock();
            _filling.Add(member, item, write);
            Begin_NeedsLock();
        }
    }

    /// <summary>Reads until the connection ends, whoever ends it.</summary>
    public async Task ReadAsync(IStreamUser user, CancellationToken cancellationToken)
    {
        var frames = new FrameReader(_stream);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
        try
        {
            while (await frames.ReadAsync(either.Token) is { } frame)
            {
                Volatile.Write(ref _heard, _time.GetTimestamp());
                IncomingFrame.Tell(frame.Span, user);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It broke: the next connection goes on where this one ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task writing;
        lock (_lock)
        {
            _isClosed = true;
            writing = _writing;
        }
        await _beats.DisposeAsync();
        await _broken.CancelAsync();
        await writing;
        await _stream.DisposeAsync();
        _broken.Dispose();
    }

    private void OnBeat()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _heard)) > SilenceMax)
        {
            Break();
            return;
        }
        lock (_lock)
        {
            _mustBeat = true;
            Begin_NeedsLock();
        }
    }

    private void Begin_NeedsLock()
    {
        if (_isWriting || _isClosed) return;
        _isWriting = true;
        _writing = Task.Run(WriteAsync);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Take() is { } frames)
            {
                foreach (var frame in frames) frame.WriteTo(_output);
                if (frames.Count == 0) new OutgoingFrame().WriteTo(_output);
                await _stream.WriteAsync(_output.WrittenMemory, _broken.Token);
                await _stream.FlushAsync(_broken.Token);
                if (_output.Capacity > BufferBytesKept) _output = new ArrayBufferWriter<byte>();
                else _output.ResetWrittenCount();
                lock (_lock)
                {
                    foreach (var frame in frames) _spare.Push(frame);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Break();
        }
    }

    /// <returns>The frames to send, none for a sign of life; null where there is nothing to send.</returns>
    private List<OutgoingFrame>? Take()
    {
        lock (_lock)
        {
            if (_filling.Length > 0) Seal_NeedsLock();
            if (_full.Count == 0 && !_mustBeat)
            {
                _isWriting = false;
                return null;
            }
            _mustBeat = false;
            var taken = _full;
            _full = [];
            return taken;
        }
    }

    private void Seal_NeedsLock()
    {
        _full.Add(_filling);
        _filling = _spare.TryPop(out var spare) ? spare : new OutgoingFrame();
    }

    private void Break()
    {
        try
        {
            _broken.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it is closed already
        }
    }
}
