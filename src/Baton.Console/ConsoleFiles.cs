using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Baton.WebConsole;

/// <summary>
/// The files of the console, in this assembly. What is worth it was compressed when it was built: <c>NAME.br</c> and <c>NAME.gz</c> take the place of
/// <c>NAME</c>. Files under <c>assets/</c> have the hash of their content in their names and never change.
/// </summary>
internal sealed class ConsoleFiles
{
    private const string Prefix = "web/";
    private const string Brotli = ".br";
    private const string Gzip = ".gz";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, string> _tags;

    public ConsoleFiles()
    {
        var names = Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]);
        _tags = names.ToFrozenDictionary(name => name, name => $"\"{Convert.ToHexStringLower(SHA256.HashData(Read(name)))[..16]}\"", StringComparer.Ordinal);
    }

    private static Assembly Assembly => typeof(ConsoleFiles).Assembly;

    /// <summary>The page that shows every place in the console.</summary>
    public static string Page() => System.Text.Encoding.UTF8.GetString(Read("index.html"));

    /// <summary>Answers with a file.</summary>
    /// <returns>False, and nothing is answered, where there is no such file.</returns>
    public async Task<bool> TryServeAsync(HttpContext http, string name)
    {
        var isCompressed = _tags.ContainsKey(name + Gzip);
        if (!isCompressed && !_tags.ContainsKey(name)) return false;
        var accepted = isCompressed ? Accepted(http.Request.Headers.AcceptEncoding) : "";
        var stored = isCompressed && accepted.Length == 0 ? name + Gzip : name + accepted;
        var headers = http.Response.Headers;
        http.Response.ContentType = Types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
        headers.CacheControl = name.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = _tags[name + accepted == stored ? stored : name + Gzip];
        if (isCompressed) headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(tag => tag.Trim() == headers.ETag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }
        if (accepted.Length > 0) headers.ContentEncoding = accepted == Brotli ? "br" : "gzip";
        var content = isCompressed && accepted.Length == 0 ? Unpack(Read(stored)) : Read(stored);
        http.Response.ContentLength = content.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(content, http.RequestAborted);
        return true;
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Prefix + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <returns>The ending of the smallest form that the caller takes; empty for none.</returns>
    private static string Accepted(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var values)) return "";
        bool Takes(string encoding) => values.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
        return Takes("br") ? Brotli : Takes("gzip") ? Gzip : "";
    }
}
