using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>The part of a stream that a reader looks at: it moves forward, and grows only as far as an item may be large.</summary>
internal sealed class StreamWindow(Stream stream, ItemReaderLimits limits)
{
    private const int BytesAtFirst = 64 * 1024;

    private byte[] _buffer = new byte[BytesAtFirst];
    private int _start;
    private int _end;

    /// <summary>Whether nothing follows what is in the window.</summary>
    public bool Ended { get; private set; }

    /// <summary>Where the window begins, in bytes from the stream's beginning.</summary>
    public long Position { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _end - _start);

    public void Advance(int bytes)
    {
        _start += bytes;
        Position += bytes;
    }

    /// <summary>Takes in more of the stream: all that there is room for, so that who looks again at what was there seldom does so twice.</summary>
    /// <exception cref="ItemReaderException">The window is full, or the stream longer than a file may be.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var room = _buffer.AsMemory(_end);
        var read = await stream.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken);
        _end += read;
        Ended = read < room.Length;
        if (Position + Span.Length > limits.FileBytesMax) throw new ItemReaderException($"The file is larger than {limits.FileBytesMax} bytes, the most that is read of one file (after it was decompressed).");
    }

    /// <summary>Moves past the mark that some programs write at the beginning of UTF-8 text.</summary>
    public async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        var mark = new byte[] { 0xEF, 0xBB, 0xBF };
        while (!Ended && Span.Length < mark.Length) await FillAsync(cancellationToken);
        if (Span.StartsWith(mark)) Advance(mark.Length);
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length) return;
        if (_start > 0)
        {
            Span.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            return;
        }
        // Some room beyond the item itself, for what stands between two.
        var bytesMax = limits.ItemBytesMax + BytesAtFirst;
        if (_buffer.Length >= bytesMax) throw new ItemReaderException($"The item that begins at byte {Position} is larger than {limits.ItemBytesMax} bytes, the most that an item may have.");
        Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, bytesMax));
    }
}
