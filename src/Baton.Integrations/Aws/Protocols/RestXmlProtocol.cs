using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>REST with XML bodies, as S3 speaks it: members of an answer are in headers, in the body, or the body itself.</summary>
internal sealed class RestXmlProtocol : IProtocol
{
    private const string MetadataPrefix = "x-amz-meta-";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The headers of S3's answers that are members, in the order of the members.</summary>
    private static readonly (string Header, string Member)[] Members =
    [
        ("accept-ranges", "AcceptRanges"), ("cache-control", "CacheControl"), ("x-amz-checksum-crc32", "ChecksumCRC32"), ("x-amz-checksum-type", "ChecksumType"),
        ("content-disposition", "ContentDisposition"), ("content-encoding", "ContentEncoding"), ("content-language", "ContentLanguage"), ("content-length", "ContentLength"),
        ("content-range", "ContentRange"), ("content-type", "ContentType"), ("x-amz-delete-marker", "DeleteMarker"), ("etag", "ETag"), ("x-amz-expiration", "Expiration"),
        ("last-modified", "LastModified"), ("x-amz-server-side-encryption", "ServerSideEncryption"), ("x-amz-storage-class", "StorageClass"), ("x-amz-version-id", "VersionId"),
    ];

    public ServiceRequest Request(AwsService service, string operation, JsonObject parameters, Uri endpoint) =>
        RestRequests.Of(RestOperations.Find(service, operation), parameters, endpoint, "text/plain; charset=UTF-8", member => member, _ => []);

    public JsonObject Result(AwsService service, string operation, ServiceAnswer answer) => operation switch
    {
        "GetObject" => Object(answer).With("Body", JsonData.Of(Text(answer.Body))),
        "HeadObject" => Object(answer),
        "PutObject" or "DeleteObject" => FromHeaders(answer, "Content-Length", "Content-Type"),
        "CopyObject" => JsonObject.Of(("CopyObjectResult", FromBody(answer))),
        _ => FromBody(answer),
    };

    public ServiceError Error(AwsService service, string operation, ServiceAnswer answer)
    {
        var root = XmlReading.Parse(answer.Body);
        var code = Text(root, "Code") ?? (answer.StatusCode != 404 ? "UnknownError" : operation.EndsWith("Bucket", StringComparison.Ordinal) ? "NoSuchBucket" : "NoSuchKey"); // HEAD has no body
        return new ServiceError(
            code, Text(root, "Message") ?? "null", answer.StatusCode, answer.RequestId ?? Text(root, "RequestId") ?? Text(root, "RequestID"), answer.Header("x-amz-id-2") ?? Text(root, "HostId") ?? "null");
    }

    private static JsonObject Object(ServiceAnswer answer)
    {
        var members = FromHeaders(answer).ToList();
        var metadata = JsonObject.Of([.. answer.Headers.Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header.Key[MetadataPrefix.Length..], JsonData.Of(header.Value)))]);
        return JsonObject.Of([.. members.Append(KeyValuePair.Create("Metadata", (JsonData)metadata)).OrderBy(member => member.Key, StringComparer.Ordinal)]);
    }

    private static JsonObject FromHeaders(ServiceAnswer answer, params string[] except) => JsonObject.Of(
        [.. from pair in Members
            where !except.Contains(pair.Header, StringComparer.OrdinalIgnoreCase)
            let value = answer.Header(pair.Header)
            where value is not null
            select KeyValuePair.Create(pair.Member, Typed(pair.Member, value))]);

    private static JsonData Typed(string member, string text) => member switch
    {
        "ContentLength" => JsonData.Of(long.Parse(text, CultureInfo.InvariantCulture)),
        "DeleteMarker" => JsonData.Of(text == "true"),
        "LastModified" when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => Casing.Time(time),
        _ => JsonData.Of(text),
    };

    /// <summary>The body as text; bytes that are none are given in base64.</summary>
    private static string Text(byte[] body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(body);
        }
    }

    private static JsonObject FromBody(ServiceAnswer answer) => XmlReading.Parse(answer.Body) is { } root ? XmlReading.Members(root, XmlReading.S3) : JsonObject.Empty;

    private static string? Text(XElement? root, string name) => root?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
