using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Baton.Client.Tests.Streams;

/// <summary>The service's side of worker streams: each connection that a client opens comes here.</summary>
internal sealed class FakeStreams
{
    public const string Operation = "GET /worker-stream";

    private readonly Channel<FakeStream> _opened = Channel.CreateUnbounded<FakeStream>();

    public FakeStreams(FakeService service) => service.On(Operation, call =>
    {
        Assert.Equal("baton-worker-stream/1", call.Request.Headers.GetValues("Upgrade").Single());
        var stream = new FakeStream();
        _opened.Writer.TryWrite(stream);
        return new HttpResponseMessage(HttpStatusCode.SwitchingProtocols) { Content = new Upgraded(stream.ClientSide) };
    });

    /// <summary>The next connection that was not taken yet, waiting for it.</summary>
    public async Task<FakeStream> NextAsync() => await _opened.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>What HTTP gives after an upgrade: a stream both ways.</summary>
    private sealed class Upgraded(Stream stream) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(stream);

        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) => throw new NotSupportedException("An upgraded connection is not read as a body.");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

/// <summary>One connection, seen from the service.</summary>
internal sealed class FakeStream
{
    private readonly Pipe _toClient = new();
    private readonly Pipe _toService = new();
    private readonly Dictionary<string, Queue<JsonElement>> _items = [];
    private readonly Stream _incoming;

    public FakeStream()
    {
        ClientSide = new Duplex(_toClient.Reader.AsStream(), _toService.Writer.AsStream());
        _incoming = _toService.Reader.AsStream();
    }

    public Stream ClientSide { get; }

    /// <summary>The next item of a member, however the frames are cut.</summary>
    public async Task<JsonElement> NextAsync(string member)
    {
        JsonElement item;
        while (!_items.TryGetValue(member, out var queue) || !queue.TryDequeue(out item)) await ReadFrameAsync();
        return item;
    }

    /// <summary>Whether something of a kind has come and was not taken.</summary>
    public bool Has(string member) => _items.TryGetValue(member, out var queue) && queue.Count > 0;

    public async Task SendAsync(string frame)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(frame)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        Encoding.UTF8.GetBytes(frame, bytes.AsSpan(4));
        await _toClient.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    /// <summary>The connection ends.</summary>
    public void Break()
    {
        _toClient.Writer.Complete();
        _toService.Reader.Complete();
    }

    private async Task ReadFrameAsync()
    {
        var prefix = new byte[4];
        await _incoming.ReadExactlyAsync(prefix, TestContext.Current.CancellationToken).AsTask().Soon();
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix)];
        await _incoming.ReadExactlyAsync(frame, TestContext.Current.CancellationToken).AsTask().Soon();
        foreach (var member in JsonDocument.Parse(frame).RootElement.EnumerateObject())
        {
            if (!_items.TryGetValue(member.Name, out var queue)) _items[member.Name] = queue = new Queue<JsonElement>();
            foreach (var item in member.Value.EnumerateArray()) queue.Enqueue(item);
        }
    }

    private sealed class Duplex(Stream reading, Stream writing) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reading.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => writing.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => writing.FlushAsync(cancellationToken);

        public override void Flush() => writing.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
