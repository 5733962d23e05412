using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Baton.Functions;

/// <summary>Reads the bodies of requests and answers up to a bound.</summary>
internal static class BoundedBody
{
    /// <summary>Lets a request have a body of any length: whoever reads it bounds it.</summary>
    public static void Unbind(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
    }

    /// <returns>The bytes; null where there are more than the bound.</returns>
    public static async Task<byte[]?> ReadAsync(Stream body, int bytesMax, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var block = new byte[32 * 1024];
        for (int read; (read = await body.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > bytesMax) return null;
            buffer.Write(block, 0, read);
        }
        return buffer.ToArray();
    }
}
