using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Baton.Load.Http;

/// <summary>
/// One kept-alive connection to a server on which one request at a time is made. It knows no more of HTTP than this server's answers
/// need, so that the load costs little beside the server that it shares the processors with.
/// </summary>
internal sealed class ApiConnection : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly Socket _socket;
    private byte[] _request = new byte[BufferBytes];
    private byte[] _response = new byte[BufferBytes];

    private ApiConnection(Socket socket) => _socket = socket;

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<ApiConnection> OpenAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address);
            return new ApiConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Makes a request whose body is these parts, one after the other.</summary>
    /// <returns>The body of the answer, valid until the next request.</returns>
    /// <exception cref="ApiCallException">The answer is an error.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public ValueTask<ReadOnlyMemory<byte>> CallAsync(Operation operation, params ReadOnlySpan<ReadOnlyMemory<byte>> body)
    {
        var length = 0;
        foreach (var part in body) length += part.Length;
        var room = operation.Head.Length + length + 16;
        if (room > _request.Length) _request = new byte[2 * room];
        operation.Head.CopyTo(_request, 0);
        var end = operation.Head.Length;
        Utf8Formatter.TryFormat(length, _request.AsSpan(end), out var digits);
        end += digits;
        "\r\n\r\n"u8.CopyTo(_request.AsSpan(end));
        end += 4;
        foreach (var part in body)
        {
            part.Span.CopyTo(_request.AsSpan(end));
            end += part.Length;
        }
        return ExchangeAsync(operation.Name, _request.AsMemory(0, end));
    }

    public ValueTask<ReadOnlyMemory<byte>> CallAsync(Operation operation, string body) => CallAsync(operation, Encoding.UTF8.GetBytes(body));

    public void Dispose() => _socket.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> ExchangeAsync(string what, ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var received = 0;
        while (true)
        {
            if (received == _response.Length) Array.Resize(ref _response, 2 * received);
            var read = await _socket.ReceiveAsync(_response.AsMemory(received));
            if (read == 0) throw new SocketException((int)SocketError.ConnectionReset);
            received += read;
            if (Body(_response.AsSpan(0, received)) is not { } body || body.End.Value > received) continue;
            if (!_response.AsSpan().StartsWith("HTTP/1.1 200"u8)) throw new ApiCallException(what, Encoding.UTF8.GetString(_response.AsSpan(body)));
            return _response.AsMemory(body);
        }
    }

    /// <returns>Where the body is; null while the head is not complete.</returns>
    private static Range? Body(ReadOnlySpan<byte> response)
    {
        var head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0) return null;
        var at = response[..head].IndexOf("Content-Length: "u8);
        if (at < 0 || !Utf8Parser.TryParse(response[(at + 16)..], out int length, out _)) throw new InvalidDataException("An answer has no readable Content-Length.");
        return (head + 4)..(head + 4 + length);
    }
}

/// <summary>The server answered with an error.</summary>
/// <param name="what">The request.</param>
/// <param name="answer">The body of the answer.</param>
internal sealed class ApiCallException(string what, string answer) : Exception($"{what} was answered with {answer}")
{
    /// <summary>The published name of the error.</summary>
    public string Code { get; } = Encoding.UTF8.GetString(Member.Text(Encoding.UTF8.GetBytes(answer), "\"__type\":\""u8).Span);
}
