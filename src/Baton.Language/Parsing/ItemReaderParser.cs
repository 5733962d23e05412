using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads a distributed Map's <c>ItemReader</c>.</summary>
internal static class ItemReaderParser
{
    public const string NotAllowed = "The field 'Resource' does not match any of the allowed values";

    private const int ItemsMax = 100_000_000;
    private const int PointerLengthMax = 2000;

    private static readonly FieldSet Fields = FieldSet.Of("Resource ReaderConfig", "Parameters", "Arguments");

    private static readonly FieldSet ConfigFields = FieldSet.Of(
        "InputType ManifestType Transformation CSVHeaderLocation CSVHeaders CSVDelimiter ItemsPointer MaxItems", "MaxItemsPath");

    public static ItemReader? Read(ObjectReader map)
    {
        if (Objects.Inside(map, "ItemReader", Fields) is not { } at) return null;
        at.Require("Resource");
        var resource = at.String("Resource");
        var lists = resource is not null && IsS3(resource, "listObjectsV2");
        if (resource is not null && !lists && !IsS3(resource, "getObject")) at.Error("Resource", NotAllowed);
        var arguments = Templates.Read(at, at.Language == QueryLanguage.Jsonata ? "Arguments" : "Parameters");
        var config = Objects.Inside(at, "ReaderConfig", ConfigFields);
        if (config is not null) CheckConfig(config, lists);
        var maxItems = config is null ? null : ValueSources.Read(config, "MaxItems", ValueSources.Integer(0, ItemsMax));
        var configuration = at.Object("ReaderConfig") ?? JsonObject.Empty;
        return resource is null ? null : new ItemReader(resource, arguments ?? PayloadTemplate.Parse(JsonObject.Empty), configuration) { MaxItems = maxItems };
    }

    public static bool IsS3(string arn, string action) =>
        arn.StartsWith("arn:", StringComparison.Ordinal) && arn.EndsWith($":states:::s3:{action}", StringComparison.Ordinal);

    private static void CheckConfig(ObjectReader at, bool lists)
    {
        var input = at.Word("InputType", "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
        at.Word("ManifestType", "S3_INVENTORY", "ATHENA_DATA");
        var flatten = at.Word("Transformation", "NONE", "LOAD_AND_FLATTEN") == "LOAD_AND_FLATTEN";
        if (flatten && !lists) at.Error(Texts.NotSupported("Transformation"));
        if (flatten) at.Require("InputType");
        CheckCsv(at, input);
        if (at.String("ItemsPointer") is { } pointer && (pointer.Length > PointerLengthMax || (pointer.Length > 0 && pointer[0] != '/')))
        {
            at.Error("ItemsPointer", $"Value must be a valid JSON Pointer of at most {PointerLengthMax} characters");
        }
    }

    private static void CheckCsv(ObjectReader at, string? input)
    {
        at.Word("CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        var location = at.Word("CSVHeaderLocation", "FIRST_ROW", "GIVEN");
        if (input == "CSV" && !at.Has("CSVHeaderLocation")) at.Error("The field 'CSVHeaderLocation' is required");
        if (location == "GIVEN") at.Require("CSVHeaders");
        _ = at.NonEmptyArray("CSVHeaders");
        if (input is null or "CSV" or "MANIFEST") return;
        foreach (var field in new[] { "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter" })
        {
            if (at.Has(field)) at.Error(Texts.NotSupported(field));
        }
    }
}
