using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Baton.Api.Protocol;

/// <summary>The header that tells of the trace that a request belongs to, which a start may also say in its body. The header wins, as at AWS.</summary>
internal static partial class TraceHeaders
{
    public const int LengthMax = 256;

    private const string Name = "X-Amzn-Trace-Id";

    /// <summary>The header of a request; null where there is none, or one that the API model does not allow.</summary>
    public static string? Of(HttpRequest request) => (string?)request.Headers[Name] is { Length: > 0 and <= LengthMax } value && Pattern.IsMatch(value) ? value : null;

    [GeneratedRegex(@"^[\x00-\x7F]*$")]
    public static partial Regex Pattern { get; }
}
