using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary><c>ReaderConfig</c>, checked again: a stored definition may be older than the checks of today.</summary>
internal sealed record ReaderConfig
{
    public string? InputType { get; private init; }

    public string? ManifestType { get; private init; }

    /// <summary>Whether listed objects are opened and their items read, instead of being the items.</summary>
    public bool LoadAndFlatten { get; private init; }

    public string? ItemsPointer { get; private init; }

    public CsvFormat Csv { get; private init; } = CsvFormat.FirstRow;

    /// <exception cref="ItemReaderException">A field is not what it must be.</exception>
    public static ReaderConfig Of(JsonObject configuration) => new()
    {
        InputType = Word(configuration, "InputType", "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"),
        ManifestType = Word(configuration, "ManifestType", "S3_INVENTORY", "ATHENA_DATA"),
        LoadAndFlatten = Word(configuration, "Transformation", "NONE", "LOAD_AND_FLATTEN") == "LOAD_AND_FLATTEN",
        ItemsPointer = Text(configuration, "ItemsPointer"),
        Csv = CsvFormatOf(configuration),
    };

    private static CsvFormat CsvFormatOf(JsonObject configuration)
    {
        var given = Word(configuration, "CSVHeaderLocation", "FIRST_ROW", "GIVEN") == "GIVEN";
        var delimiter = (Word(configuration, "CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB") ?? "COMMA") switch
        {
            "PIPE" => '|',
            "SEMICOLON" => ';',
            "SPACE" => ' ',
            "TAB" => '\t',
            _ => ',',
        };
        return new CsvFormat((byte)delimiter, given ? Headers(configuration) : null);
    }

    private static string[] Headers(JsonObject configuration)
    {
        if (configuration["CSVHeaders"] is not JsonArray { Count: > 0 } headers || headers.Any(header => header is not JsonString))
        {
            throw new ItemReaderException("The field 'CSVHeaders' must be a non-empty array of strings when CSVHeaderLocation is GIVEN.");
        }
        return [.. headers.Cast<JsonString>().Select(header => header.Value)];
    }

    private static string? Word(JsonObject configuration, string field, params string[] allowed)
    {
        var word = Text(configuration, field);
        return word is null || allowed.Contains(word) ? word : throw new ItemReaderException($"The field '{field}' must be one of {string.Join(", ", allowed)}; it is '{word}'.");
    }

    private static string? Text(JsonObject configuration, string field) => configuration[field] switch
    {
        null => null,
        JsonString text => text.Value,
        _ => throw new ItemReaderException($"The field '{field}' must be a string."),
    };
}
