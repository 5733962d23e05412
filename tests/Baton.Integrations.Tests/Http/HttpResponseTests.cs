using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Baton.Integrations.Tests.Aws;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Tests.Http;

/// <summary>What comes of what an HTTP API answers: as it should be, slow, broken, huge, or somewhere else.</summary>
public sealed class HttpResponseTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    [Fact]
    public async Task A_result_has_the_headers_by_lower_case_names_the_parsed_body_and_the_status()
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer("HTTP/1.1 206 Partly\r\nContent-Type: application/json; charset=utf-8\r\nX-Many: a\r\nx-many: b, c\r\nContent-Length: 15\r\n\r\n{\"a\":[1.0,\"ü\"]}".Replace("ü", "\u00c3\u00bc", StringComparison.Ordinal).Replace("15", "16", StringComparison.Ordinal));
        Assert.Equal(
            """{"Headers":{"x-many":["a","b, c"],"content-type":["application/json; charset=utf-8"],"content-length":["16"]},"ResponseBody":{"a":[1.0,"ü"]},"StatusCode":206,"StatusText":"Partly"}""",
            (await harness.SucceedsAsync(HttpHarness.Parameters(server.Address))).ToString());
    }

    [Theory]
    [InlineData("application/json", """{"a":1}""", """{"a":1}""")]
    [InlineData("application/problem+json; charset=\"utf-8\"", "[1]", "[1]")]
    [InlineData("Text/JSON", "7", "7")]
    [InlineData("application/json", "{not json", "\"{not json\"")]
    [InlineData("application/json", "", "\"\"")]
    [InlineData("text/plain", """{"a":1}""", "\"{\\\"a\\\":1}\"")]
    [InlineData("text/html; charset=iso-8859-1", "\u00e4", "\"ä\"")]
    [InlineData(null, "x", "\"x\"")]
    public async Task A_body_is_JSON_where_it_says_so_and_text_otherwise(string? type, string body, string parsed)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        Assert.Equal(parsed, (await BodyAsync(type, bytes)).ToString());
    }

    [Theory]
    [InlineData("gzip"), InlineData("x-gzip"), InlineData("deflate"), InlineData("br"), InlineData("identity")]
    public async Task A_packed_body_is_unpacked(string encoding) =>
        Assert.Equal("""{"a":1}""", (await BodyAsync("application/json", Packed(encoding, """{"a":1}"""u8.ToArray()), encoding)).ToString());

    [Theory]
    [InlineData("application/octet-stream", "text", null), InlineData("image/png", "text", null), InlineData("video/mp4", "text", null), InlineData("AUDIO/ogg", "text", null)]
    [InlineData("text/plain", "\u00ff\u00fe\u00fd", null), InlineData("application/json", "\u00c3", null), InlineData("text/plain; charset=no-such", "text", null), InlineData("text/plain; charset=us-ascii", "\u00e4", null)]
    [InlineData("text/plain", "not packed", "gzip"), InlineData("text/plain", "text", "zstd"), InlineData("text/plain", "text", "gzip, gzip")]
    public async Task A_body_that_is_no_text_fails_the_task(string type, string body, string? encoding)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var service = await ServiceAsync(type, Encoding.Latin1.GetBytes(body), encoding);
        Assert.Equal("States.Runtime", (await harness.FailsAsync(HttpHarness.Parameters(service.Address))).Error);
    }

    [Theory]
    [InlineData(400, "Bad Request"), InlineData(404, "Not Found"), InlineData(429, "Too Many Requests"), InlineData(500, "Internal Server Error"), InlineData(503, "Service Unavailable")]
    [InlineData(301, "Moved Permanently"), InlineData(302, "Found"), InlineData(304, "Not Modified"), InlineData(307, "Temporary Redirect")]
    public async Task Another_status_than_2xx_is_the_error_and_its_text_the_cause(int status, string text)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var inner = await LocalService.StartAsync(200, "inner");
        await using var service = await LocalService.StartAsync((http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = inner.Address.ToString();
            return Task.CompletedTask;
        });
        Assert.Equal(($"States.Http.StatusCode.{status}", text), await harness.FailsAsync(HttpHarness.Parameters(service.Address)));
        Assert.Empty(inner.Requests); // a redirect is not followed
    }

    [Theory]
    [InlineData("HEAD", Ok + "Content-Length: 999999999\r\n\r\n"), InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n"), InlineData("GET", "HTTP/1.0 200 OK\r\n\r\n")]
    public async Task An_answer_without_a_body_has_an_empty_one(string method, string answer)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer(answer);
        Assert.Equal("\"\"", (await harness.SucceedsAsync(HttpHarness.Parameters(server.Address, method: method)))["ResponseBody"]!.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("HTTP/1.1 2"), InlineData(Ok), InlineData(Ok + "Content-Le"), InlineData(Ok + "Content-Length: 10\r\n\r\nshort"), InlineData("\u0016\u0003\u0001\u0002"), InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\nnot-hex\r\nabc"), InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"), InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdeXX"), InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nabc"), InlineData("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n"), InlineData("HTTP/9.9 XYZ\r\n\r\n")]
    public async Task An_answer_that_breaks_off_or_is_no_HTTP_is_a_failure_of_the_socket(string answer)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer(answer);
        var outcome = await harness.DoAsync(HttpHarness.Parameters(server.Address));
        var failed = Assert.IsType<TaskOutcome.Failed>(outcome);
        Assert.Equal("States.Http.Socket", failed.Error);
        Assert.DoesNotContain("key-secret", failed.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_and_a_closed_port_are_failures_of_the_socket()
    {
        await using var harness = await HttpHarness.StartAsync();
        Uri gone;
        await using (var server = new RawServer((socket, _) =>
        {
            socket.LingerState = new LingerOption(true, 0); // closes with a reset
            socket.Close();
            return Task.CompletedTask;
        }))
        {
            Assert.Equal("States.Http.Socket", (await harness.FailsAsync(HttpHarness.Parameters(server.Address))).Error);
            gone = server.Address;
        }
        var (error, cause) = await harness.FailsAsync(HttpHarness.Parameters(gone));
        Assert.Equal(("States.Http.Socket", "The HTTP API could not be reached: Connection refused."), (error, cause));
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.WriteAsync(socket, Ok, stop);
            for (var i = 0; ; i++) await RawServer.WriteAsync(socket, $"X-{i}: {new string('x', 1000)}\r\n", stop);
        });
        Assert.Equal(("States.Http.Socket", "The headers of the response are too long."), await harness.FailsAsync(HttpHarness.Parameters(server.Address)));
    }

    [Theory]
    [InlineData("Connection: close\r\n\r\n"), InlineData("Content-Length: 10000000000\r\n\r\n")]
    public async Task A_body_without_end_is_cut_off(string framing)
    {
        await using var harness = await HttpHarness.StartAsync();
        var sent = 0L;
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.WriteAsync(socket, $"{Ok}Content-Type: text/plain\r\n{framing}", stop);
            for (var block = new byte[64 * 1024]; ;) sent += await socket.SendAsync(block, stop);
        });
        Assert.Equal("States.DataLimitExceeded", (await harness.FailsAsync(HttpHarness.Parameters(server.Address))).Error);
        Assert.InRange(sent, 256 * 1024, 64 * 1024 * 1024); // what the socket held, and no more
    }

    [Theory]
    [InlineData("gzip"), InlineData("deflate"), InlineData("br")]
    public async Task A_body_that_unpacks_to_a_hundred_megabytes_is_cut_off(string encoding)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var service = await ServiceAsync("text/plain", Packed(encoding, new byte[100 * 1024 * 1024]), encoding);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal("States.DataLimitExceeded", (await harness.FailsAsync(HttpHarness.Parameters(service.Address))).Error);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50 * 1024 * 1024);
    }

    [Theory]
    [InlineData(256 * 1024, true), InlineData(256 * 1024 + 1, false)]
    public async Task A_body_may_be_as_long_as_a_payload(int length, bool fits)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var service = await ServiceAsync("text/plain", Encoding.ASCII.GetBytes(new string('x', length)), null);
        var outcome = await harness.DoAsync(HttpHarness.Parameters(service.Address));
        Assert.Equal(fits, outcome is TaskOutcome.Succeeded);
    }

    [Theory]
    [InlineData(""), InlineData("HTTP/1.1 200 OK\r\nX: "), InlineData(Ok + "Content-Length: 100\r\n\r\nabc")]
    public async Task An_answer_that_does_not_come_within_a_minute_is_a_failure_of_the_socket(string begin)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.WriteAsync(socket, begin, stop);
            await RawServer.NeverAsync(stop);
        });
        var call = harness.DoAsync(HttpHarness.Parameters(server.Address));
        await server.Asked;
        harness.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new TaskOutcome.Failed("States.Http.Socket", "The HTTP API did not answer within 60 seconds."), await call);
    }

    [Fact]
    public async Task A_server_that_never_begins_TLS_is_waited_for_no_longer()
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer("never");
        var call = harness.DoAsync(HttpHarness.Parameters(new UriBuilder(server.Address) { Scheme = "https" }.Uri));
        await server.Accepted;
        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("States.Http.Socket", Assert.IsType<TaskOutcome.Failed>(await call).Error);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        await using var harness = await HttpHarness.StartAsync();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var call = harness.FailsAsync(HttpHarness.Parameters(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")));
        using var socket = await listener.AcceptSocketAsync();
        await using var stream = new SslStream(new NetworkStream(socket));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await stream.AuthenticateAsServerAsync(certificate);
            if (await stream.ReadAsync(new byte[1]) == 0) throw new EndOfStreamException("The client went without a request.");
        });
        Assert.Equal(("States.Http.Socket", "No secure connection to the HTTP API could be made: its certificate is not trusted, or it does not speak TLS."), await call);
    }

    [Fact]
    public async Task A_trickle_does_not_stretch_the_minute()
    {
        await using var harness = await HttpHarness.StartAsync();
        using var next = new SemaphoreSlim(0);
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.WriteAsync(socket, $"{Ok}Content-Length: 1000\r\n\r\n", stop);
            while (true)
            {
                await RawServer.WriteAsync(socket, "x", stop);
                await next.WaitAsync(stop);
            }
        });
        var call = harness.DoAsync(HttpHarness.Parameters(server.Address));
        await server.Asked;
        for (var second = 0; second < 60; second++)
        {
            next.Release();
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal("States.Http.Socket", Assert.IsType<TaskOutcome.Failed>(await call).Error);
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_any_more_ends()
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var server = new RawServer((_, stop) => RawServer.NeverAsync(stop));
        using var unwanted = new CancellationTokenSource();
        var call = harness.Integration.InvokeAsync(Tasks.Of("http:invoke", HttpHarness.Parameters(server.Address)), unwanted.Token);
        await server.Asked;
        await unwanted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", "States.Http.Socket"), InlineData("https://169.254.169.254/latest", "States.Http.Socket"), InlineData("https://[::1]/", "States.Http.Socket"), InlineData("http://8.8.8.8/", "States.Http.Socket")]
    [InlineData("ftp://example.com/", "States.Runtime"), InlineData("file:///etc/passwd", "States.Runtime"), InlineData("https://user:word@example.com/", "States.Runtime")]
    public async Task The_gate_is_in_the_way(string endpoint, string error)
    {
        await using var harness = await HttpHarness.StartAsync(isOpen: false);
        Assert.Equal(error, (await harness.FailsAsync(HttpHarness.Parameters(new Uri(endpoint)))).Error);
    }

    private static async Task<JsonData> BodyAsync(string? type, byte[] body, string? encoding = null)
    {
        await using var harness = await HttpHarness.StartAsync();
        await using var service = await ServiceAsync(type, body, encoding);
        return (await harness.SucceedsAsync(HttpHarness.Parameters(service.Address)))["ResponseBody"]!;
    }

    private static Task<LocalService> ServiceAsync(string? type, byte[] body, string? encoding) => LocalService.StartAsync((http, _) =>
    {
        http.Response.ContentType = type;
        if (encoding is not null) http.Response.Headers.ContentEncoding = encoding;
        return http.Response.Body.WriteAsync(body).AsTask();
    });

    private static byte[] Packed(string encoding, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "identity" => new BufferedStream(new NonClosing(packed)),
            _ => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        }) stream.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Passes on what is written, and stays open.</summary>
    private sealed class NonClosing(MemoryStream inner) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
    }
}
