using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Baton.Client.Signing;

namespace Baton.Client;

/// <summary>Signs requests with AWS Signature Version 4 in the <c>Authorization</c> header.</summary>
/// <param name="region">Part of the signature's scope, such as <c>eu-central-1</c>.</param>
/// <param name="service">Part of the signature's scope; <c>states</c> for Step Functions.</param>
public sealed class SigV4Signer(string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>S3 wants the hash of the body in a header, and the path as it is.</summary>
    private bool IsS3 => service == "s3";

    /// <summary>Adds date, session token and signature to a request. Host, content type and every header that is set by now are signed.</summary>
    /// <param name="request">Has an absolute address.</param>
    /// <param name="body">The bytes that the content will send.</param>
    public void Sign(HttpRequestMessage request, ReadOnlyMemory<byte> body, AwsCredentials credentials, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(credentials);
        var uri = request.RequestUri ?? throw new ArgumentException("The request has no address.", nameof(request));

        request.Headers.Remove("X-Amz-Date");
        request.Headers.Remove("X-Amz-Security-Token");
        request.Headers.Remove("X-Amz-Content-Sha256");
        request.Headers.Add("X-Amz-Date", Time(now));
        if (IsS3) request.Headers.Add("X-Amz-Content-Sha256", Convert.ToHexStringLower(SHA256.HashData(body.Span)));
        if (credentials.SessionToken is { } token) request.Headers.Add("X-Amz-Security-Token", token);

        var signature = Authorization(
            new SigV4Request
            {
                Method = request.Method.Method,
                Path = uri.AbsolutePath,
                Query = uri.Query.TrimStart('?'),
                Headers = [.. SignedHeaders(request, uri)],
                Body = body,
            },
            credentials,
            now);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", signature);
    }

    /// <summary>The value of the <c>Authorization</c> header for a request.</summary>
    public string Authorization(SigV4Request request, AwsCredentials credentials, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(credentials);
        var canonical = new CanonicalRequest(request, encodesPath: !IsS3);
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{region}/{service}/aws4_request";
        var toSign = $"{Algorithm}\n{Time(now)}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.Text)))}";
        var signature = Convert.ToHexStringLower(Hmac(SigningKey(credentials.SecretAccessKey, day), toSign));
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={canonical.SignedHeaders}, Signature={signature}";
    }

    private static IEnumerable<KeyValuePair<string, string>> SignedHeaders(HttpRequestMessage request, Uri uri)
    {
        yield return new("Host", request.Headers.Host ?? uri.Authority);
        if (request.Content?.Headers.ContentType is { } type) yield return new("Content-Type", type.ToString());
        // What proxies and the HTTP stack may change on the way is not signed.
        foreach (var (name, values) in request.Headers)
            if (name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
                yield return new(name, string.Join(',', values));
    }

    private byte[] SigningKey(string secret, string day) =>
        Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), day), region), service), "aws4_request");

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
