using System.Globalization;
using Baton.Json;
using Baton.Language.Tests.Conformance;

namespace Baton.Language.Tests;

/// <summary>Definitions that somebody's editor left half done: whatever they are, they are read, and refused or run.</summary>
public sealed class FuzzTests
{
    private const int Runs = 2000;

    /// <summary>What a mutation may put anywhere: words of the language where they do not belong.</summary>
    private static readonly JsonData[] Words =
    [
        JsonData.Null, JsonData.True, JsonData.Of(-1), JsonData.Of(1e300), JsonData.Of(""), JsonData.Of("$"), JsonData.Of("$.a[?(@.b>1)]"), JsonData.Of("$$"), JsonData.Of("$["),
        JsonData.Of("States.Format('{}', $.a)"), JsonData.Of("States."), JsonData.Of("{% $states.input %}"), JsonData.Of("{% ( %}"), JsonData.Of("{%"), JsonData.Of("Pass"), JsonData.Of("Map"),
        JsonData.Of("DISTRIBUTED"), JsonData.Of("JSONata"), JsonData.Of("arn:aws:states:::lambda:invoke.waitForTaskToken"), JsonData.Of("2024-01-01T00:00:00Z"), JsonData.Of("\ud800"),
        JsonArray.Empty, JsonObject.Empty, new JsonArray(JsonData.Of("States.ALL")),
    ];

    private static readonly string[] Names =
    [
        "Type", "Next", "End", "States", "StartAt", "Branches", "ItemProcessor", "Iterator", "Choices", "And", "Not", "Variable", "Retry", "Catch", "ErrorEquals", "Assign", "QueryLanguage",
        "Parameters", "a.$", ".$", "Output", "Condition", "Label", "ProcessorConfig", "Seconds", "TimestampPath", "Credentials", "",
    ];

    [Fact]
    public void A_mutated_definition_is_read()
    {
        var seeds = Seeds();
        var first = int.TryParse(Environment.GetEnvironmentVariable("SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : (int?)null;
        foreach (var run in first is { } only ? [only] : Enumerable.Range(0, Runs))
        {
            var random = new Random(run);
            var definition = seeds[random.Next(seeds.Count)];
            for (var changes = random.Next(1, 5); changes > 0; changes--) definition = Mutate(definition, random);
            var text = definition.ToString();
            if (random.Next(10) == 0) text = text[..random.Next(text.Length + 1)];
            Read(text, run);
        }
    }

    private static void Read(string text, int run)
    {
        try
        {
            var parsed = DefinitionParser.Parse(text, new DefinitionOptions { Express = run % 2 == 0, Positions = run % 3 == 0 });
            Assert.Equal(parsed.Machine is null, parsed.Findings.Any(finding => finding.Severity == DiagnosticSeverity.Error));
            DefinitionParser.ParseState(text, DefinitionOptions.Standard);
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"SEED={run}\n{text}\n{e}");
        }
    }

    /// <summary>Changes something somewhere: goes down at random, and there replaces, removes, adds or doubles.</summary>
    private static JsonData Mutate(JsonData value, Random random)
    {
        if (random.Next(6) > 0)
        {
            if (value is JsonObject { Count: > 0 } @object)
            {
                var (name, item) = @object.Properties[random.Next(@object.Count)];
                return @object.With(name, Mutate(item, random));
            }
            if (value is JsonArray { Count: > 0 } array)
            {
                var items = array.ToArray();
                var index = random.Next(items.Length);
                items[index] = Mutate(items[index], random);
                return new JsonArray(items);
            }
        }
        return (random.Next(4), value) switch
        {
            (0, JsonObject { Count: > 0 } @object) => Without(@object, random.Next(@object.Count)),
            (1, JsonObject @object) => @object.With(Names[random.Next(Names.Length)], Words[random.Next(Words.Length)]),
            (2, JsonArray array) => new JsonArray([.. array, Words[random.Next(Words.Length)]]),
            (3, JsonArray array) => new JsonArray([.. array, .. array]),
            _ => Words[random.Next(Words.Length)],
        };
    }

    private static JsonObject Without(JsonObject value, int index) => JsonObject.Of([.. value.Where((_, i) => i != index)]);

    /// <summary>Definitions of the corpus where it is there, and one that has something of everything.</summary>
    private static List<JsonData> Seeds()
    {
        var seeds = new List<JsonData> { JsonData.Parse(Everything) };
        if (Corpus.Root is not { } root || !Directory.Exists(Path.Combine(root, "definitions"))) return seeds;
        seeds.AddRange(Directory.EnumerateFiles(Path.Combine(root, "definitions"), "*.json").Order(StringComparer.Ordinal)
            .Where(path => Path.GetFileName(path) != "index.json").Select(path => JsonData.Parse(File.ReadAllBytes(path))));
        return seeds;
    }

    private const string Everything = """
        { "StartAt": "P", "States": {
          "P": { "Type": "Pass", "Result": { "a": 1 }, "ResultPath": "$.r", "Assign": { "v.$": "$.a" }, "Next": "T" },
          "T": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "QueueUrl": "q", "MessageBody.$": "$$.Task.Token" }, "TimeoutSeconds": 9, "HeartbeatSecondsPath": "$.h",
                 "Credentials": { "RoleArn.$": "$.r" }, "ResultSelector": { "x.$": "$" }, "Retry": [ { "ErrorEquals": [ "a" ], "BackoffRate": 2.5, "JitterStrategy": "FULL" } ],
                 "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": null, "Next": "F" } ], "Next": "C" },
          "C": { "Type": "Choice", "Choices": [ { "And": [ { "Variable": "$.x", "IsNull": true }, { "Not": { "Variable": "$.y", "StringEqualsPath": "$.z" } } ], "Next": "W" } ], "Default": "M" },
          "W": { "Type": "Wait", "Timestamp": "2024-01-01T00:00:00Z", "Next": "M" },
          "M": { "Type": "Map", "Label": "l", "ItemsPath": "$.i", "ItemSelector": { "i.$": "$$.Map.Item.Index" }, "MaxConcurrency": 2, "ToleratedFailurePercentagePath": "$.p",
                 "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }, "Parameters": { "Bucket": "b" } },
                 "ItemBatcher": { "MaxItemsPerBatch": 3 }, "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "b" } },
                 "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }, "StartAt": "X", "States": { "X": { "Type": "Succeed" } } }, "Next": "L" },
          "L": { "Type": "Parallel", "Branches": [ { "StartAt": "Y", "States": { "Y": { "Type": "Pass", "QueryLanguage": "JSONata", "Output": { "o": "{% $states.input %}" }, "End": true } } } ], "End": true },
          "F": { "Type": "Fail", "Error": "e", "CausePath": "States.Format('{}', $v)" } } }
        """;
}
