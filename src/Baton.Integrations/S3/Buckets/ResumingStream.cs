using Amazon.S3.Model;

namespace Baton.Integrations.S3.Buckets;

/// <summary>
/// The bytes of an object, asked for again from where they broke off. Who reads items waits for what becomes of them, for hours maybe, and
/// no server keeps a connection that long.
/// </summary>
internal sealed class ResumingStream(GetObjectResponse first, Func<long, string, CancellationToken, Task<GetObjectResponse>> openAgain, TimeSpan silenceMax) : Stream
{
    /// <summary>So often in a row may nothing come.</summary>
    private const int AttemptsMax = 5;

    private readonly string _etag = first.ETag;
    private readonly long _length = first.ContentLength;
    private GetObjectResponse _answer = first;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var read = await ReadInTimeAsync(buffer, cancellationToken);
                if (read == 0 && buffer.Length > 0 && _position < _length) throw new EndOfStreamException($"The object ended after {_position} of {_length} bytes.");
                _position += read;
                return read;
            }
            catch (Exception e) when (attempt < AttemptsMax && e is IOException or HttpRequestException)
            {
                var broken = _answer;
                _answer = await openAgain(_position, _etag, cancellationToken);
                broken.Dispose();
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An object is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _answer.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(silenceMax);
        try
        {
            return await _answer.ResponseStream.ReadAsync(buffer, timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The object brought nothing for {silenceMax.TotalSeconds:0.###} s.", e);
        }
    }
}
