using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>What a task of <c>http:invoke</c> says as it stands: what it can never mean is refused when the machine is created.</summary>
internal static class HttpTaskFields
{
    /// <param name="at">The state.</param>
    /// <param name="field">Where the parameters stand.</param>
    /// <param name="given">The parameters.</param>
    public static void Check(ObjectReader at, string field, JsonObject given)
    {
        CheckConnection(at, field, given);
        if (Literal(given["ApiEndpoint"]) is { } endpoint && !IsAddress(endpoint)) at.Error(field, "The value of the field 'ApiEndpoint' must be an address that begins with https://, without a user in it");
        CheckWord(at, field, "Method", given, HttpTaskRules.Methods);
        if (given["Transform"] is JsonObject transform)
        {
            CheckWord(at, field, "RequestBodyEncoding", transform, HttpTaskRules.BodyEncodings);
            if (transform["RequestEncodingOptions"] is JsonObject options) CheckWord(at, field, "ArrayFormat", options, HttpTaskRules.ArrayFormats);
        }
        if (given["Headers"] is not JsonObject headers) return;
        foreach (var (name, _) in headers.Where(header => HttpTaskRules.IsRefusedHeader(Bare(at, header.Key))))
        {
            at.Context.Findings.Warning(DiagnosticCodes.RefusedHeader, at.At(field), $"The task will fail: its headers cannot have '{Texts.Shown(Bare(at, name))}'.");
        }
    }

    private static void CheckConnection(ObjectReader at, string field, JsonObject given)
    {
        var names = given.Select(member => Bare(at, member.Key)).Intersect(HttpTaskRules.ConnectionFields).ToList();
        if (names.Count != 1) at.Error(field, names.Count == 0 ? Texts.NoneOf(HttpTaskRules.ConnectionFields) : Texts.ManyOf(HttpTaskRules.ConnectionFields));
        foreach (var name in names)
        {
            if (given[name] is JsonObject connection && connection.All(member => Bare(at, member.Key) != "ConnectionArn")) at.Error(field, Texts.RequiredInside("ConnectionArn"));
        }
    }

    private static void CheckWord(ObjectReader at, string field, string name, JsonObject of, IReadOnlyList<string> words)
    {
        if (Literal(of[name]) is { } word && !words.Contains(word)) at.Error(field, $"The value of the field '{name}' is invalid. {Texts.OneOf(words)}");
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri is { UserInfo.Length: 0, Host.Length: > 0 };

    /// <summary>The name of a member, whether it stands for a value or a path.</summary>
    private static string Bare(ObjectReader at, string name) => at.Language == QueryLanguage.JsonPath && name.EndsWith(".$", StringComparison.Ordinal) ? name[..^2] : name;

    /// <summary>A text that no expression makes; null for anything else.</summary>
    private static string? Literal(JsonData? value) => value is JsonString { Value: var text } && !text.StartsWith("{%", StringComparison.Ordinal) ? text : null;
}
