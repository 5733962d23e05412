using System.Buffers.Binary;

namespace Baton.Client.Streams;

/// <summary>Reads frames: the length in four bytes, big end first, then as many bytes of JSON.</summary>
internal sealed class FrameReader(Stream stream)
{
    private const int PrefixBytes = sizeof(int);

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <returns>The next frame, which is valid until the next call; null where the other side has closed.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(PrefixBytes, cancellationToken)) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        if (length < 0 || !await FillAsync(PrefixBytes + length, cancellationToken)) return null;
        var frame = _buffer.AsMemory(_start + PrefixBytes, length);
        _start += PrefixBytes + length;
        return frame;
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (_start + count > _buffer.Length || _end == _buffer.Length) MakeRoom(count);
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0) return false;
            _end += read;
        }
        return true;
    }

    private void MakeRoom(int count)
    {
        var room = count <= _buffer.Length ? _buffer : new byte[Math.Max(count, _buffer.Length * 2)];
        _buffer.AsSpan(_start, _end - _start).CopyTo(room);
        (_buffer, _start, _end) = (room, 0, _end - _start);
    }
}
