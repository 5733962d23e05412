using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>The <c>Parameters</c> or <c>Arguments</c> of an <c>ItemReader</c>.</summary>
internal sealed class ReaderArguments(JsonObject arguments)
{
    public string Bucket => Required("Bucket");

    public string Key => Required("Key");

    public string Prefix => Optional("Prefix") ?? "";

    public string? VersionId => Optional("VersionId");

    public string? ExpectedBucketOwner => Optional("ExpectedBucketOwner");

    private string Required(string name) =>
        Optional(name) is { Length: > 0 } text ? text : throw new ItemReaderException($"The ItemReader's argument '{name}' must be a non-empty string.");

    private string? Optional(string name) => arguments[name] switch
    {
        null => null,
        JsonString text => text.Value,
        _ => throw new ItemReaderException($"The ItemReader's argument '{name}' must be a string."),
    };
}
