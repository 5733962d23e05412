using System.Text;
using Baton.Json;

namespace Baton.Fuzz.Tests;

/// <summary>Changes things at random.</summary>
internal static class Mutation
{
    private const string Characters = "$@.[]()'\"*?:,-0123 abXY!=<>&|/\\~{}%^+_\u00e9\uD83D\uDE00\n\u0000";

    /// <summary>What a mutation may put anywhere: words of the language where they do not belong.</summary>
    private static readonly JsonData[] Words =
    [
        JsonData.Null, JsonData.True, JsonData.Of(-1), JsonData.Of(0), JsonData.Of(1.5), JsonData.Of(1e300), JsonData.Of(99_999_999), JsonData.Of(""), JsonData.Of("$"), JsonData.Of("$.a[?(@.b>1)]"),
        JsonData.Of("$$"), JsonData.Of("$["), JsonData.Of("$..*"), JsonData.Of("$v"), JsonData.Of("States.Format('{}', $.a)"), JsonData.Of("States."), JsonData.Of("{% $states.input %}"),
        JsonData.Of("{% $states.result %}"), JsonData.Of("{% ( %}"), JsonData.Of("{%"), JsonData.Of("Pass"), JsonData.Of("Map"), JsonData.Of("DISTRIBUTED"), JsonData.Of("JSONata"),
        JsonData.Of("arn:aws:states:::lambda:invoke.waitForTaskToken"), JsonData.Of("2024-01-01T00:00:00Z"), JsonData.Of("\ud800"), JsonArray.Empty, JsonObject.Empty,
        new JsonArray(JsonData.Of("States.ALL")),
    ];

    private static readonly string[] Names =
    [
        "Type", "Next", "End", "States", "StartAt", "Branches", "ItemProcessor", "Iterator", "Choices", "And", "Not", "Variable", "Retry", "Catch", "ErrorEquals", "Assign", "QueryLanguage",
        "Parameters", "ResultSelector", "ResultPath", "InputPath", "OutputPath", "ItemsPath", "Items", "ItemSelector", "Arguments", "a.$", ".$", "Output", "Condition", "Label", "ProcessorConfig",
        "Seconds", "TimestampPath", "Credentials", "MaxConcurrency", "IsPresent", "StringMatches", "Error", "CausePath", "Result", "TimeoutSeconds", "HeartbeatSecondsPath", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "",
    ];

    /// <summary>Some changes to a text: characters come, go, double and change places, or a piece of another text comes in.</summary>
    public static string Of(string text, Random random, IReadOnlyList<string> others)
    {
        var result = new StringBuilder(text);
        for (var changes = random.Next(5); changes > 0; changes--)
        {
            var at = random.Next(result.Length + 1);
            var length = Math.Min(random.Next(1, 9), result.Length - at);
            switch (random.Next(6))
            {
                case 0: result.Insert(at, Characters[random.Next(Characters.Length)]); break;
                case 1: result.Remove(at, length); break;
                case 2: result.Insert(at, result.ToString(at, length), random.Next(40) == 0 ? random.Next(3000) : 1); break;
                case 3:
                    var piece = result.ToString(at, length);
                    result.Remove(at, length).Insert(random.Next(result.Length + 1), piece);
                    break;
                case 4:
                    var other = others.Pick(random);
                    var from = random.Next(other.Length + 1);
                    result.Insert(at, other.AsSpan(from, random.Next(other.Length - from + 1)));
                    break;
                default:
                    if (at < result.Length) result[at] = Characters[random.Next(Characters.Length)];
                    break;
            }
        }
        return result.ToString();
    }

    /// <summary>Changes something somewhere in a value: goes down at random, and there replaces, removes, adds, doubles or takes over from another value.</summary>
    public static JsonData Of(JsonData value, Random random, IReadOnlyList<JsonData> others)
    {
        if (random.Next(6) > 0)
        {
            if (value is JsonObject { Count: > 0 } @object)
            {
                var (name, item) = @object.Properties[random.Next(@object.Count)];
                return @object.With(name, Of(item, random, others));
            }
            if (value is JsonArray { Count: > 0 } array)
            {
                var items = array.ToArray();
                var index = random.Next(items.Length);
                items[index] = Of(items[index], random, others);
                return new JsonArray(items);
            }
        }
        return (random.Next(6), value) switch
        {
            (0, JsonObject { Count: > 0 } @object) => Without(@object, random.Next(@object.Count)),
            (1, JsonObject @object) => @object.With(Names[random.Next(Names.Length)], Words[random.Next(Words.Length)]),
            (2, JsonArray array) => new JsonArray([.. array, Words[random.Next(Words.Length)]]),
            (3, JsonArray array) => new JsonArray([.. array, .. array]),
            (4, JsonString text) => JsonData.Of(Of(text.Value, random, ["$.x", "{% $", "States."])),
            (5, _) => Part(others.Pick(random), random),
            _ => Words[random.Next(Words.Length)],
        };
    }

    private static JsonObject Without(JsonObject value, int index) => JsonObject.Of([.. value.Where((_, i) => i != index)]);

    /// <summary>Some value inside of another one.</summary>
    public static JsonData Part(JsonData value, Random random) => value switch
    {
        JsonObject { Count: > 0 } @object when random.Next(4) > 0 => Part(@object.Properties[random.Next(@object.Count)].Value, random),
        JsonArray { Count: > 0 } array when random.Next(4) > 0 => Part(array[random.Next(array.Count)], random),
        _ => value,
    };
}
