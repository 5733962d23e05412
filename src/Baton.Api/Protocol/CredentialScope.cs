using System.Text.RegularExpressions;

namespace Baton.Api.Protocol;

/// <summary>The credential scope of a signed request: <c>Credential=KEY/DATE/REGION/states/aws4_request</c>. Any well-formed one is accepted on loopback.</summary>
internal static partial class CredentialScope
{
    /// <returns>The region; the default one for a request that is not signed.</returns>
    /// <exception cref="ApiException">The header is there but not well-formed.</exception>
    public static string Region(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization)) return ApiCaller.DefaultRegion;
        var match = SigV4().Match(authorization);
        if (match.Success) return match.Groups["region"].Value;
        throw Errors.IncompleteSignature(
            "The Authorization header is not AWS4-HMAC-SHA256 with Credential=KEY/DATE/REGION/SERVICE/aws4_request, SignedHeaders and Signature.");
    }

    [GeneratedRegex(@"^AWS4-HMAC-SHA256\s+Credential=[^/,\s]+/\d{8}/(?<region>[a-z0-9-]{1,64})/[a-z0-9-]+/aws4_request\s*,\s*SignedHeaders=[a-z0-9;-]+\s*,\s*Signature=[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex SigV4();
}
