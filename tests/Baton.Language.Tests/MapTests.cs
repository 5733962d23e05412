using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Map states, inline and distributed.</summary>
public sealed class MapTests
{
    private const string States = """ "StartAt": "X", "States": { "X": { "Type": "Succeed" } } """;
    private const string Config = """ "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" } """;

    [Theory]
    [InlineData("""{ "Type": "Map", "End": true }""", ": This object should have only one of the following fields: [ItemProcessor, Iterator]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "Iterator": { "StartAt": "Y", "States": { "Y": { "Type": "Succeed" } } } }""", ": There should only be one of the following fields: [ItemProcessor, Iterator]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}}, "QueryLanguage": "JSONPath" } }""", "/ItemProcessor: Field 'QueryLanguage' is not supported")]
    [InlineData($$"""{ "Type": "Map", "End": true, "Iterator": { {{States}}, "TimeoutSeconds": 1 } }""", "/Iterator: Field 'TimeoutSeconds' is not supported")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}}, "ProcessorConfig": { "Mode": "DISTRIBUTED" } } }""", "/ItemProcessor/ProcessorConfig: These fields are required: [ExecutionType]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}}, "ProcessorConfig": { "Mode": "INLINE", "ExecutionType": "STANDARD" } } }""", "/ItemProcessor/ProcessorConfig: Field 'ExecutionType' is not supported")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}}, "ProcessorConfig": { "Mode": "FAST" } } }""", "/ItemProcessor/ProcessorConfig/Mode: Value should be one of the following: [INLINE, DISTRIBUTED]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}}, "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "FAST" } } }""", "/ItemProcessor/ProcessorConfig/ExecutionType: Value should be one of the following: [STANDARD, EXPRESS]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "ItemSelector": {}, "Parameters": {} }""", ": There should only be one of the following fields: [ItemSelector, Parameters]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "ItemsPath": "$.a[*]" }""", "/ItemsPath: Value is not a Reference Path: The path must identify a single node")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "MaxConcurrency": -1 }""", "/MaxConcurrency: Minimum value is 0")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "MaxConcurrency": 1, "MaxConcurrencyPath": "$.x" }""", ": There should only be one of the following fields: [MaxConcurrency, MaxConcurrencyPath]")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "ToleratedFailurePercentage": 101 }""", "/ToleratedFailurePercentage: Maximum value is 100")]
    [InlineData($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{States}} }, "ToleratedFailureCount": -1 }""", "/ToleratedFailureCount: Minimum value is 0")]
    public void A_map_that_cannot_be(string state, string message) => Check(One(state), $"error SCHEMA_VALIDATION_FAILED /States/A{message}");

    [Theory]
    [InlineData(""" "ItemReader": {} """, "/ItemReader: These fields are required: [Resource]")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:putObject" } """, "/ItemReader/Resource: The field 'Resource' does not match any of the allowed values")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "XML" } } """, "/ItemReader/ReaderConfig/InputType: Value should be one of the following: [CSV, JSON, JSONL, PARQUET, MANIFEST]")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "CSV" } } """, "/ItemReader/ReaderConfig: The field 'CSVHeaderLocation' is required")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN" } } """, "/ItemReader/ReaderConfig: These fields are required: [CSVHeaders]")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON", "CSVHeaderLocation": "FIRST_ROW" } } """, "/ItemReader/ReaderConfig: Field 'CSVHeaderLocation' is not supported")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON", "MaxItems": 100000001 } } """, "/ItemReader/ReaderConfig/MaxItems: Maximum value is 100000000")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON", "ItemsPointer": "a" } } """, "/ItemReader/ReaderConfig/ItemsPointer: Value must be a valid JSON Pointer of at most 2000 characters")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN" } } """, "/ItemReader/ReaderConfig: Field 'Transformation' is not supported")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:listObjectsV2", "ReaderConfig": { "Transformation": "LOAD_AND_FLATTEN" } } """, "/ItemReader/ReaderConfig: These fields are required: [InputType]")]
    [InlineData(""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Arguments": {} } """, "/ItemReader: The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage")]
    [InlineData(""" "ItemBatcher": {} """, "/ItemBatcher: At least one of the following fields is required: [MaxItemsPerBatch, MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]")]
    [InlineData(""" "ItemBatcher": { "MaxItemsPerBatch": 0 } """, "/ItemBatcher/MaxItemsPerBatch: Minimum value is 1")]
    [InlineData(""" "ItemBatcher": { "MaxInputBytesPerBatch": 262145 } """, "/ItemBatcher/MaxInputBytesPerBatch: Maximum value is 262144")]
    [InlineData(""" "ResultWriter": {} """, "/ResultWriter: At least one of the following fields is required: [Resource, WriterConfig]")]
    [InlineData(""" "ResultWriter": { "Resource": "arn:aws:states:::s3:getObject" } """, "/ResultWriter/Resource: The field 'Resource' does not match any of the allowed values")]
    [InlineData(""" "ResultWriter": { "WriterConfig": { "OutputType": "CSV" } } """, "/ResultWriter/WriterConfig/OutputType: Value should be one of the following: [JSON, JSONL]")]
    [InlineData(""" "ResultWriter": { "WriterConfig": { "Transformation": "PACK" } } """, "/ResultWriter/WriterConfig/Transformation: Value should be one of the following: [NONE, COMPACT, FLATTEN]")]
    public void A_distributed_map_that_cannot_be(string field, string message) => Check(Distributed(field), $"error SCHEMA_VALIDATION_FAILED /States/A{message}");

    [Theory]
    [InlineData("", "Label cannot be empty")]
    [InlineData("a b", "Label contains invalid character: ' '")]
    [InlineData("label_?", "Label contains invalid character: '?'")]
    [InlineData("12345678901234567890123456789012345678901", "Label '12345678901234567890123456789012345678901' exceeds the 40-character limit allowed by the service")]
    public void A_label_that_cannot_be(string label, string message) => Check(Distributed($"\"Label\": \"{label}\""), $"error INVALID_LABEL_NAME /States/A/Label: Invalid Label name: {message}");

    [Fact]
    [Proves("document.labels")]
    public void A_label_is_used_once() => Check(Machine($$"""
        "A": { "Type": "Map", "Next": "B", "Label": "l", "ItemProcessor": { {{Config}}, {{States}} } },
        "B": { "Type": "Map", "End": true, "Label": "l", "ItemProcessor": { {{Config}}, "StartAt": "Y", "States": { "Y": { "Type": "Succeed" } } } }
        """),
        "error DUPLICATE_LABEL_NAME /States/B/Label: Duplicate Label name: l");

    [Fact]
    [Proves("document.express")]
    public void An_express_machine_has_no_distributed_map() => CheckExpress(Distributed(""" "Comment": "x" """),
        "error SCHEMA_VALIDATION_FAILED /States/A/ItemProcessor/ProcessorConfig/Mode: The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines");

    [Fact]
    public void An_inline_map_has_what_it_does_not_use() => Check(One($$"""{ "Type": "Map", "End": true, "Label": "l", "ToleratedFailureCount": 1, "ItemProcessor": { {{States}} } }"""),
        "warning IGNORED_FIELD /States/A/Label: The field 'Label' is used in DISTRIBUTED mode only.");

    [Fact]
    [Proves("ItemReader ItemBatcher ResultWriter Label ToleratedFailurePercentage ToleratedFailureCountPath", "JSONPath/Map/")]
    [Proves("Resource Parameters ReaderConfig", "JSONPath/ItemReader/")]
    [Proves("InputType CSVHeaderLocation CSVHeaders CSVDelimiter MaxItemsPath", "JSONPath/ReaderConfig/")]
    [Proves("MaxItemsPerBatch MaxInputBytesPerBatchPath BatchInput", "JSONPath/ItemBatcher/")]
    [Proves("Resource Parameters WriterConfig", "JSONPath/ResultWriter/")]
    [Proves("OutputType Transformation", "JSONPath/WriterConfig/")]
    public void A_map_says_all_it_can_say()
    {
        var map = (MapState)Accepted(Distributed("""
            "Label": "l", "ItemsPath": "$.items", "ItemSelector": { "a.$": "$$.Map.Item.Value" }, "MaxConcurrencyPath": "$.c", "ToleratedFailurePercentage": 5.5,
            "ToleratedFailureCountPath": "$.f",
            "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "b", "Key.$": "$.k" },
              "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": [ "a" ], "CSVDelimiter": "TAB", "MaxItemsPath": "$.m" } },
            "ItemBatcher": { "MaxItemsPerBatch": 10, "MaxInputBytesPerBatchPath": "$.b", "BatchInput": { "x.$": "$.x" } },
            "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "b" }, "WriterConfig": { "OutputType": "JSONL", "Transformation": "FLATTEN" } }
            """)).States["A"];
        Assert.Equal("$.items", map.ItemsPath.Text);
        Assert.Equal("MaxConcurrencyPath", Assert.IsType<ValueSource.Path>(map.MaxConcurrency).Field);
        Assert.Equal("5.5", Assert.IsType<ValueSource.Literal>(map.ToleratedFailurePercentage).Value.ToString());
        Assert.Equal("ToleratedFailureCountPath", Assert.IsType<ValueSource.Path>(map.ToleratedFailureCount).Field);
        Assert.NotNull(map.ItemSelector);
        Assert.Null(map.Parameters);
        var distributed = map.Distributed!;
        Assert.Equal(("l", false), (distributed.Label, distributed.ExpressChildren));
        Assert.Equal("$.m", Assert.IsType<ValueSource.Path>(distributed.ItemReader!.MaxItems).Selector.Text);
        Assert.Equal("10", Assert.IsType<ValueSource.Literal>(distributed.ItemBatcher!.MaxItemsPerBatch).Value.ToString());
        Assert.NotNull(distributed.ItemBatcher.BatchInput);
        Assert.Equal("""{"OutputType":"JSONL","Transformation":"FLATTEN"}""", distributed.ResultWriter!.Configuration.ToString());
    }

    [Fact]
    [Proves("ToleratedFailurePercentagePath ToleratedFailureCount", "JSONPath/Map/")]
    [Proves("ManifestType Transformation ItemsPointer MaxItems", "JSONPath/ReaderConfig/")]
    [Proves("MaxItemsPerBatchPath MaxInputBytesPerBatch", "JSONPath/ItemBatcher/")]
    [Proves("ExecutionType", "JSONPath/ProcessorConfig/", "JSONata/ProcessorConfig/")]
    public void A_map_says_the_rest_the_other_way()
    {
        var map = (MapState)Accepted(One("""
            { "Type": "Map", "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }, "StartAt": "X", "States": { "X": { "Type": "Succeed" } } },
              "ToleratedFailurePercentagePath": "$.p", "ToleratedFailureCount": 3,
              "ItemReader": { "Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": { "Bucket": "b" },
                "ReaderConfig": { "InputType": "JSON", "ManifestType": "ATHENA_DATA", "Transformation": "LOAD_AND_FLATTEN", "ItemsPointer": "/items", "MaxItems": 7 } },
              "ItemBatcher": { "MaxItemsPerBatchPath": "$.n", "MaxInputBytesPerBatch": 1000 } }
            """)).States["A"];
        Assert.Equal("$.p", Assert.IsType<ValueSource.Path>(map.ToleratedFailurePercentage).Selector.Text);
        Assert.Equal("3", Assert.IsType<ValueSource.Literal>(map.ToleratedFailureCount).Value.ToString());
        var distributed = map.Distributed!;
        Assert.True(distributed.ExpressChildren);
        Assert.Equal("7", Assert.IsType<ValueSource.Literal>(distributed.ItemReader!.MaxItems).Value.ToString());
        Assert.Equal(
            """{"InputType":"JSON","ManifestType":"ATHENA_DATA","Transformation":"LOAD_AND_FLATTEN","ItemsPointer":"/items","MaxItems":7}""", distributed.ItemReader.Configuration.ToString());
        Assert.Equal("$.n", Assert.IsType<ValueSource.Path>(distributed.ItemBatcher!.MaxItemsPerBatch).Selector.Text);
        Assert.Equal("1000", Assert.IsType<ValueSource.Literal>(distributed.ItemBatcher.MaxInputBytesPerBatch).Value.ToString());
    }

    [Fact]
    [Proves("ItemReader ItemBatcher ResultWriter Label ToleratedFailurePercentage ToleratedFailureCount", "JSONata/Map/")]
    [Proves("Resource Arguments ReaderConfig", "JSONata/ItemReader/")]
    [Proves("InputType ManifestType Transformation CSVHeaderLocation CSVHeaders CSVDelimiter ItemsPointer MaxItems", "JSONata/ReaderConfig/")]
    [Proves("MaxItemsPerBatch MaxInputBytesPerBatch BatchInput", "JSONata/ItemBatcher/")]
    [Proves("Resource Arguments WriterConfig", "JSONata/ResultWriter/")]
    [Proves("OutputType Transformation", "JSONata/WriterConfig/")]
    public void A_map_says_all_it_can_say_in_JSONata()
    {
        var map = (MapState)Accepted(OneJsonata("""
            { "Type": "Map", "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "X", "States": { "X": { "Type": "Succeed" } } },
              "Label": "l", "ToleratedFailurePercentage": "{% 2 * 2 %}", "ToleratedFailureCount": 3,
              "ItemReader": { "Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": { "Bucket": "{% $states.input.b %}" },
                "ReaderConfig": { "InputType": "CSV", "ManifestType": "ATHENA_DATA", "Transformation": "LOAD_AND_FLATTEN", "CSVHeaderLocation": "GIVEN", "CSVHeaders": [ "a" ],
                                  "CSVDelimiter": "TAB", "ItemsPointer": "/items", "MaxItems": "{% 7 %}" } },
              "ItemBatcher": { "MaxItemsPerBatch": "{% 9 %}", "MaxInputBytesPerBatch": 1000, "BatchInput": { "x": "{% $states.input.x %}" } },
              "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Arguments": { "Bucket": "b" }, "WriterConfig": { "OutputType": "JSON", "Transformation": "COMPACT" } } }
            """)).States["A"];
        Assert.Equal("ToleratedFailurePercentage", Assert.IsType<ValueSource.Expression>(map.ToleratedFailurePercentage).Field);
        Assert.Equal("3", Assert.IsType<ValueSource.Literal>(map.ToleratedFailureCount).Value.ToString());
        var distributed = map.Distributed!;
        Assert.Equal(("l", false), (distributed.Label, distributed.ExpressChildren));
        Assert.Equal("MaxItems", Assert.IsType<ValueSource.Expression>(distributed.ItemReader!.MaxItems).Field);
        Assert.IsType<ValueSource.Expression>(distributed.ItemBatcher!.MaxItemsPerBatch);
        Assert.IsType<ValueSource.Literal>(distributed.ItemBatcher.MaxInputBytesPerBatch);
        Assert.All(new object?[] { distributed.ItemReader.Arguments, distributed.ItemBatcher.BatchInput, distributed.ResultWriter!.Arguments }, Assert.NotNull);
        Assert.Equal("""{"OutputType":"JSON","Transformation":"COMPACT"}""", distributed.ResultWriter.Configuration.ToString());
    }

    [Fact]
    public void The_former_name_of_the_item_selector_is_not_the_states_parameters()
    {
        var map = (MapState)Accepted(One($$"""{ "Type": "Map", "End": true, "Parameters": { "a.$": "$" }, "Iterator": { {{States}} } }""")).States["A"];
        Assert.NotNull(map.ItemSelector);
        Assert.Null(map.Parameters);
        Assert.Null(map.Distributed);
    }

    private static string Distributed(string field) => One($$"""{ "Type": "Map", "End": true, "ItemProcessor": { {{Config}}, {{States}} }, {{field}} }""");
}
