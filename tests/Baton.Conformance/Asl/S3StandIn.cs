using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Baton.Conformance.Asl;

/// <summary>Keeps objects and answers as S3 does, down to the headers that emulators leave out.</summary>
internal sealed class S3StandIn : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, (byte[] Body, string ContentType)> _objects = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Put && path.Count(c => c == '/') == 1) return new HttpResponseMessage(HttpStatusCode.OK); // a bucket
        if (request.Method == HttpMethod.Put)
        {
            var put = (Body: await request.Content!.ReadAsByteArrayAsync(cancellationToken), ContentType: request.Content.Headers.ContentType!.ToString());
            _objects[path] = put;
            var stored = Answer(put.Body, []);
            stored.Headers.Add("x-amz-checksum-type", "FULL_OBJECT");
            return stored;
        }
        if (!_objects.TryGetValue(path, out var found))
        {
            const string Missing = "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><RequestId>R</RequestId><HostId>H</HostId></Error>";
            return new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent(Missing, Encoding.UTF8, "application/xml") };
        }
        var answer = Answer(found.Body, found.Body);
        answer.Headers.Add("Accept-Ranges", "bytes");
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", found.ContentType);
        answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        answer.Content.Headers.ContentLength = found.Body.Length;
        return answer;
    }

    private static HttpResponseMessage Answer(byte[] of, byte[] body)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
        answer.Headers.Add("x-amz-server-side-encryption", "AES256");
#pragma warning disable CA5351 // an ETag is an MD5 hash
        answer.Headers.Add("ETag", $"\"{Convert.ToHexStringLower(MD5.HashData(of))}\"");
#pragma warning restore CA5351
        return answer;
    }
}
