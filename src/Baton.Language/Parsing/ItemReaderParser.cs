using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads a distributed Map's <c>ItemReader</c>.</summary>
internal static class ItemReaderParser
{
    private const int ItemsMax = 100_000_000;

    private static readonly FieldSet Fields = FieldSet.Of("Resource ReaderConfig", "Parameters", "Arguments");

    private static readonly FieldSet ConfigFields = FieldSet.Of(
        "InputType ManifestType Transformation CSVHeaderLocation CSVHeaders CSVDelimiter ItemsPointer MaxItems", "MaxItemsPath");

    public static ItemReader? Read(ObjectReader map)
    {
        if (Objects.Inside(map, "ItemReader", Fields) is not { } at) return null;
        at.Require("Resource");
        var resource = at.String("Resource");
        if (resource is not null && !IsS3(resource, "getObject") && !IsS3(resource, "listObjectsV2"))
        {
            at.Error("Resource", ResourceParser.NotRecognized(resource));
        }
        var arguments = Templates.Read(at, at.Language == QueryLanguage.Jsonata ? "Arguments" : "Parameters");
        var config = Objects.Inside(at, "ReaderConfig", ConfigFields);
        var maxItems = config is null ? null : Config(config, resource);
        return resource is null ? null
            : new ItemReader(resource, arguments ?? PayloadTemplate.Parse(JsonObject.Empty), at.Object("ReaderConfig") ?? JsonObject.Empty) { MaxItems = maxItems };
    }

    public static bool IsS3(string arn, string action) =>
        arn.StartsWith("arn:", StringComparison.Ordinal) && arn.EndsWith($":states:::s3:{action}", StringComparison.Ordinal);

    private static ValueSource? Config(ObjectReader at, string? resource)
    {
        var input = at.Word("InputType", "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
        at.Word("ManifestType", "S3_INVENTORY", "ATHENA_DATA");
        var flatten = at.Word("Transformation", "NONE", "LOAD_AND_FLATTEN") == "LOAD_AND_FLATTEN";
        at.Word("CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        var header = at.Word("CSVHeaderLocation", "FIRST_ROW", "GIVEN");
        if (header == "GIVEN") at.Require("CSVHeaders");
        if (flatten && input is null) at.Require("InputType");
        if (flatten && resource is not null && !IsS3(resource, "listObjectsV2")) at.Error("Transformation", "LOAD_AND_FLATTEN is only supported for s3:listObjectsV2");
        _ = at.NonEmptyArray("CSVHeaders");
        _ = at.String("ItemsPointer");
        return ValueSources.Read(at, "MaxItems", ValueSources.Integer(0, ItemsMax));
    }
}
