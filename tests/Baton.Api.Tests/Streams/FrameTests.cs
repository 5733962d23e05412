using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Baton.Api.Protocol;
using Baton.Api.Streams;
using Baton.Testing;

namespace Baton.Api.Tests.Streams;

public sealed class FrameTests
{
    [Fact]
    public void Frames_come_whole_however_their_bytes_do() => Property.Check(200, random => CheckAsync(random).GetAwaiter().GetResult());

    private static async Task CheckAsync(Random random)
    {
        var frames = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Bytes(random, random.Next(3) == 0 ? random.Next(200_000) : random.Next(50))).ToList();
        using var reader = new FrameReader(new Pieces([.. frames.SelectMany(Framed)], random));
        foreach (var frame in frames) Assert.Equal(frame, (await reader.ReadAsync(CancellationToken.None))?.ToArray());
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_frame_that_ends_in_the_middle_is_none()
    {
        using var reader = new FrameReader(new MemoryStream(Framed(new byte[100])[..50]));
        Assert.Null(await reader.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(StreamLimits.FrameBytesMax + 1)]
    [InlineData(-1)]
    public async Task A_frame_that_is_announced_too_long_is_refused_before_it_comes(int length)
    {
        var announced = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(announced, length);
        using var reader = new FrameReader(new MemoryStream(announced));
        var refused = await Assert.ThrowsAsync<ApiException>(async () => await reader.ReadAsync(CancellationToken.None));
        Assert.Contains($"A frame of {(uint)length} bytes was announced", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_frames_are_cut_between_items_and_every_item_is_in_one()
    {
        using var writer = new FrameWriter();
        var payload = Encoding.UTF8.GetBytes($"\"{new string('x', 10_000)}\"");
        var numbers = Enumerable.Range(0, 200).ToList();
        writer.Items("few", [1, 2], (frame, number) => frame.Json.WriteNumberValue(number));
        writer.Items("many", numbers, (frame, number) =>
        {
            frame.Json.WriteStartObject();
            frame.Json.WriteNumber("n", number);
            frame.Payload("p", payload);
            frame.Json.WriteEndObject();
        });
        writer.Flag("last");
        using var reader = new FrameReader(new MemoryStream(writer.Finish().ToArray()));
        var found = new List<int>();
        var count = 0;
        JsonElement last = default;
        for (; await reader.ReadAsync(CancellationToken.None) is { } frame; count++)
        {
            Assert.InRange(frame.Length, 1, StreamLimits.FrameBytesWanted + 20_000);
            last = JsonDocument.Parse(frame.ToArray()).RootElement;
            if (last.TryGetProperty("many", out var many)) found.AddRange(many.EnumerateArray().Select(item => item.GetProperty("n").GetInt32()));
        }
        Assert.Equal(numbers, found);
        Assert.InRange(count, 8, 9);
        Assert.True(last.GetProperty("last").GetBoolean());
        using var next = new FrameReader(new MemoryStream(writer.Finish().ToArray()));
        Assert.Equal("{}", Encoding.UTF8.GetString((await next.ReadAsync(CancellationToken.None))!.Value.Span));
    }

    private static byte[] Framed(byte[] frame)
    {
        var framed = new byte[4 + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, frame.Length);
        frame.CopyTo(framed, 4);
        return framed;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives its bytes in pieces of any size.</summary>
    private sealed class Pieces(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var wanted = random.Next(3) == 0 ? random.Next(1, 6) : random.Next(1, 100_000);
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, wanted)], cancellationToken);
        }
    }
}
