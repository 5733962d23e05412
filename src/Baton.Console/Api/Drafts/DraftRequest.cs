using System.Diagnostics.CodeAnalysis;
using Baton.Json;
using Baton.Yaml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>The members of a request about a draft.</summary>
internal sealed class DraftRequest(JsonObject body)
{
    /// <summary>The longest body, in bytes: a definition of a megabyte, escaped, and payloads.</summary>
    private const int BodyBytesMax = 4 * 1024 * 1024;

    private static readonly JsonLimits Limits = new(BodyBytesMax, 64);

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="FormatException">It is too long, or no JSON object.</exception>
    public static async Task<DraftRequest> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null; // bounded here
        using var buffer = new MemoryStream();
        var block = new byte[32 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(block, http.RequestAborted)) > 0;)
        {
            if (buffer.Length + read > BodyBytesMax) throw new FormatException($"The body has more than {BodyBytesMax} bytes.");
            buffer.Write(block, 0, read);
        }
        try
        {
            return new DraftRequest(JsonData.Parse(buffer.ToArray(), Limits) as JsonObject ?? throw new FormatException("The body is not a JSON object."));
        }
        catch (JsonFormatException e)
        {
            throw new FormatException($"The body is not JSON: {e.Message} (line {e.Line}, column {e.Column}).");
        }
    }

    public string Required(string name) => Optional(name) ?? throw new FormatException($"{name} is missing.");

    public string? Optional(string name) => body[name] switch
    {
        null or { Kind: JsonKind.Null } => null,
        JsonString text => text.Value,
        _ => throw new FormatException($"{name} is not a text."),
    };

    /// <summary>One of some words; the first where it is missing.</summary>
    public string Word(string name, params ReadOnlySpan<string> words)
    {
        var value = Optional(name) ?? words[0];
        return words.Contains(value) ? value : throw new FormatException($"{name} is '{value}'; expected one of {string.Join(", ", words!)}.");
    }

    public long Integer(string name, long min, long max, long otherwise) => body[name] switch
    {
        null or { Kind: JsonKind.Null } => otherwise,
        JsonNumber { IsInteger: true } number when number.Value >= min && number.Value <= max => (long)number.Value,
        _ => throw new FormatException($"{name} is not a whole number from {min} to {max}."),
    };

    /// <summary>The members but for some.</summary>
    public JsonObject Without(params string[] names) => JsonObject.Of([.. body.Where(member => !names.Contains(member.Key))]);

    /// <summary>A JSON value that came as its text; null where it is missing.</summary>
    public JsonText? Json(string name, int bytesMax)
    {
        if (Optional(name) is not { } text) return null;
        try
        {
            return JsonText.Parse(text, new JsonLimits(bytesMax, JsonLimits.Default.DepthMax));
        }
        catch (JsonFormatException e)
        {
            throw new FormatException($"{name} is not JSON: {e.Message} (line {e.Line}, column {e.Column}).");
        }
    }

    public JsonObject Object(string name, int bytesMax) =>
        Json(name, bytesMax) is not { } text ? JsonObject.Empty : text.Value as JsonObject ?? throw new FormatException($"{name} is not a JSON object.");

    public bool IsYaml => Word("format", "json", "yaml") == "yaml";

    /// <summary>The draft; where it is no YAML, what is wrong with it.</summary>
    public bool TryReadDraft([NotNullWhen(true)] out DraftText? draft, [NotNullWhen(false)] out DraftProblem? problem)
    {
        var text = Required("text");
        (draft, problem) = (null, null);
        try
        {
            draft = DraftText.Read(text, IsYaml);
            return true;
        }
        catch (YamlFormatException e)
        {
            problem = DraftProblem.Of(text, e);
            return false;
        }
    }
}
