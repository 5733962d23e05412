using System.Globalization;
using Baton.Json;

namespace Baton.Engine.Tests.Properties;

/// <summary>Definitions of any shape, in either query language, that end: scopes nest, transitions only lead forward.</summary>
internal sealed class RandomMachine(Random random)
{
    private static readonly string[] Errors = ["E1", "E2", "States.Timeout", "States.ALL", "States.TaskFailed"];

    private readonly bool _jsonata = random.Next(3) == 0;

    private int _names;

    public static string Text(Random random) => new RandomMachine(random).Machine();

    private string Machine()
    {
        var scope = Scope(depth: 3).With("QueryLanguage", JsonData.Of(_jsonata ? "JSONata" : "JSONPath"));
        return (random.Next(4) == 0 ? scope.With("TimeoutSeconds", JsonData.Of(random.Next(1, 200))) : scope).ToString();
    }

    private JsonObject Scope(int depth)
    {
        var names = Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"S{(++_names).ToString(CultureInfo.InvariantCulture)}").ToList();
        var states = new JsonObject.Builder();
        for (var i = 0; i < names.Count; i++)
        {
            var next = i + 1 < names.Count ? names[i + 1] : null;
            states.Set(names[i], State(next, names[(i + 1)..], depth));
        }
        return JsonObject.Of(("StartAt", JsonData.Of(names[0])), ("States", states.Build()));
    }

    private JsonObject State(string? next, List<string> later, int depth)
    {
        switch (random.Next(depth > 0 ? 11 : 8))
        {
            case 0 or 1: return Ending(next, Fields("Pass", Pass()));
            case 2 when next is not null: return Choice(next, later);
            case 3: return Ending(next, Fields("Wait", $$""" "Seconds": {{random.Next(0, 20)}} """));
            case 4 when next is null: return Fields("Succeed", _jsonata ? """ "Output": "{% $states.input %}" """ : """ "OutputPath": "$" """);
            case 5 when next is null: return Fields("Fail", $$""" "Error": "{{Errors[random.Next(2)]}}", "Cause": "so" """);
            case 8: return Ending(next, Handlers(Fields("Parallel", _jsonata ? """ "Arguments": { "in": "{% $states.input %}" } """ : """ "ResultPath": "$.p" """).With("Branches", new JsonArray(Enumerable.Range(0, random.Next(1, 4)).Select(JsonData (_) => Scope(depth - 1)))), next, later));
            case 9 or 10:
                var map = Fields("Map", _jsonata ? $$""" "Items": "{% $states.context.Execution.Input.items %}", "MaxConcurrency": {{random.Next(3)}}, "ItemSelector": { "v": "{% $states.context.Map.Item.Value %}", "u": "{% $uuid() %}" }, "Output": "{% $states.result[0] %}" """
                    : $$""" "ItemsPath": "$$.Execution.Input.items", "MaxConcurrency": {{random.Next(3)}}, "ItemSelector": { "v.$": "$$.Map.Item.Value", "u.$": "States.UUID()" }, "ResultPath": "$.m" """);
                var processor = Scope(depth - 1);
                if (random.Next(3) == 0) processor = processor.With("ProcessorConfig", (JsonObject)JsonData.Parse("""{ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }"""));
                return Ending(next, Handlers(map.With("ItemProcessor", processor), next, later));
            default: return Ending(next, Handlers(Task(), next, later));
        }
    }

    private string Pass() => _jsonata ? JsonataPass() : random.Next(5) switch
    {
        0 => """ "Result": { "r": 1 }, "ResultPath": "$.r" """,
        1 => """ "Parameters": { "in.$": "$", "name.$": "$$.State.Name" } """,
        2 => $$""" "Assign": { "v{{_names}}": { "x.$": "$" } } """,
        3 => """ "Parameters": { "u.$": "States.UUID()", "n.$": "States.MathRandom(1, 100)" }, "ResultPath": "$.u" """,
        _ => """ "ResultPath": null """,
    };

    private string JsonataPass() => random.Next(5) switch
    {
        0 => """ "Output": { "r": 1, "in": "{% $states.input %}" } """,
        1 => """ "Output": { "name": "{% $states.context.State.Name %}", "n": "{% $random() %}" } """,
        2 => $$""" "Assign": { "v{{_names}}": { "x": "{% $states.input %}", "u": "{% $uuid() %}" } } """,
        3 => """ "Output": "{% $states.input.gone %}" """,
        _ => "\"Comment\": \"\"",
    };

    private JsonObject Task()
    {
        if (_jsonata) return JsonataTask();
        var task = random.Next(3) switch
        {
            0 => Fields("Task", """ "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "ResultPath": "$.t" """),
            1 => Fields("Task", """ "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f", "Payload.$": "$" }, "ResultPath": null """),
            _ => Fields("Task", """ "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "QueueUrl": "q", "MessageBody.$": "$$.Task.Token" }, "ResultPath": "$.t" """),
        };
        return random.Next(2) == 0 ? task.With("TimeoutSeconds", JsonData.Of(30)).With("HeartbeatSeconds", JsonData.Of(10)) : task;
    }

    private JsonObject JsonataTask() => random.Next(3) switch
    {
        0 => Fields("Task", """ "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "TimeoutSeconds": "{% 20 + 10 %}" """),
        1 => Fields("Task", """ "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { "FunctionName": "f", "Payload": "{% $states.input %}" }, "Output": "{% $states.result.r[0] %}" """),
        _ => Fields("Task", """ "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Arguments": { "QueueUrl": "q", "MessageBody": "{% $states.context.Task.Token %}" } """),
    };

    private JsonObject Choice(string next, List<string> later)
    {
        var rule = (JsonObject)JsonData.Parse($$"""{ {{(_jsonata ? "\"Condition\": \"{% $exists($states.input.r) %}\"" : "\"Variable\": \"$.r\", \"IsPresent\": true")}}, "Next": "{{later[random.Next(later.Count)]}}" }""");
        return Fields("Choice", "\"Comment\": \"\"").With("Choices", new JsonArray(rule)).With("Default", JsonData.Of(next));
    }

    private JsonObject Handlers(JsonObject state, string? next, List<string> later)
    {
        if (random.Next(2) == 0)
        {
            state = state.With("Retry", JsonData.Parse(
                $$"""[ { "ErrorEquals": ["{{Errors[random.Next(Errors.Length)]}}"], "MaxAttempts": {{random.Next(3)}}, "IntervalSeconds": {{random.Next(1, 5)}}, "JitterStrategy": "{{(random.Next(2) == 0 ? "FULL" : "NONE")}}" } ]"""));
        }
        if (next is not null && random.Next(2) == 0)
        {
            state = state.With("Catch", JsonData.Parse($$"""[ { "ErrorEquals": ["{{Errors[random.Next(Errors.Length)]}}"], "Next": "{{later[random.Next(later.Count)]}}", {{(_jsonata ? "\"Output\": \"{% $states.errorOutput %}\"" : "\"ResultPath\": \"$.e\"")}} } ]"""));
        }
        return state;
    }

    private static JsonObject Ending(string? next, JsonObject state) => next is null ? state.With("End", JsonData.True) : state.With("Next", JsonData.Of(next));

    private static JsonObject Fields(string type, string fields) => (JsonObject)JsonData.Parse($$"""{ "Type": "{{type}}", {{fields}} }""");
}
