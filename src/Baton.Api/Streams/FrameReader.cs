using System.Buffers;
using System.Buffers.Binary;
using Baton.Api.Protocol;

namespace Baton.Api.Streams;

/// <summary>Reads frames: the length in four bytes, big end first, then as many bytes of JSON. Takes no more memory than has come.</summary>
internal sealed class FrameReader(Stream stream) : IDisposable
{
    private const int BufferBytesMin = 16 * 1024;
    private const int PrefixBytes = sizeof(int);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytesMin);
    private int _start;
    private int _end;

    /// <returns>The next frame, which is valid until the next call; null where the other side has closed, in the middle of a frame too.</returns>
    /// <exception cref="ApiException">The frame is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(PrefixBytes, cancellationToken)) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start));
        if (length > StreamLimits.FrameBytesMax) throw Errors.Serialization($"A frame of {length} bytes was announced; at most {StreamLimits.FrameBytesMax} are allowed.");
        if (!await FillAsync(PrefixBytes + (int)length, cancellationToken)) return null;
        var frame = _buffer.AsMemory(_start + PrefixBytes, (int)length);
        _start += PrefixBytes + (int)length;
        return frame;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <returns>Whether so many bytes are there.</returns>
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (_start == _end) _start = _end = 0;
            if (_end == _buffer.Length || (_start > 0 && _start + count > _buffer.Length)) MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0) return false;
            _end += read;
        }
        return true;
    }

    private void MakeRoom()
    {
        var waiting = _buffer.AsSpan(_start, _end - _start);
        if (waiting.Length <= _buffer.Length / 2)
        {
            waiting.CopyTo(_buffer);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            waiting.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        (_start, _end) = (0, _end - _start);
    }
}
