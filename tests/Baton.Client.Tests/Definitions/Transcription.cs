using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Baton.Client.Definitions;

namespace Baton.Client.Tests.Definitions;

/// <summary>Says a definition that is text with the builder, field by field; a field that the builder does not know fails.</summary>
internal static class Transcription
{
    public static Definition Of(JsonObject machine)
    {
        if (machine["QueryLanguage"]?.GetValue<string>() == "JSONata") return Definition.InJsonata(builder => Machine(builder, machine));
        return Definition.InJsonPath(builder => Machine(builder, machine));
    }

    private static void Machine<TLanguage>(MachineBuilder<TLanguage> builder, JsonObject machine)
        where TLanguage : class, IQueryLanguage
    {
        foreach (var (field, value) in machine)
        {
            _ = field switch
            {
                "StartAt" or "States" or "QueryLanguage" => builder,
                "Comment" => builder.Comment(Text(value)),
                "TimeoutSeconds" => builder.Timeout(Seconds(value)),
                "Version" => builder.Version(Text(value)),
                _ => throw Unknown("machine", field),
            };
        }
        Scope(builder, machine);
    }

    private static void Scope<TLanguage>(StateScope<TLanguage> scope, JsonObject from)
        where TLanguage : class, IQueryLanguage
    {
        var states = from["States"]!.AsObject().ToDictionary(state => state.Key, state => Add(scope, state.Key, state.Value!.AsObject()));
        scope.StartAt(states[Text(from["StartAt"])]);
        foreach (var (name, state) in from["States"]!.AsObject()) Configure((dynamic)states[name], state!.AsObject(), states);
    }

    private static State Add<TLanguage>(StateScope<TLanguage> scope, string name, JsonObject state)
        where TLanguage : class, IQueryLanguage
    {
        if (state["QueryLanguage"]?.GetValue<string>() == "JSONata" && scope is StateScope<JsonPath> outer) return Add(outer.InJsonata(), name, state);
        var type = Text(state["Type"]);
        switch (type)
        {
            case "Pass": return scope.Pass(name);
            case "Task": return scope.Task(name, new Resource(Text(state["Resource"])));
            case "Choice": return scope.Choice(name);
            case "Wait" when state.ContainsKey("Seconds") || state.ContainsKey("SecondsPath"): return scope.WaitFor(name, Value<TimeSpan, TLanguage>(state, "Seconds", Seconds));
            case "Wait": return scope.WaitUntil(name, Value<DateTimeOffset, TLanguage>(state, "Timestamp", value => DateTimeOffset.Parse(Text(value), CultureInfo.InvariantCulture)));
            case "Succeed": return scope.Succeed(name);
            case "Fail": return scope.Fail(name, OptionalText<TLanguage>(state, "Error"), OptionalText<TLanguage>(state, "Cause"));
            case "Parallel":
                var parallel = scope.Parallel(name);
                foreach (var branch in state["Branches"]!.AsArray()) parallel.Branch(inner => Scope(inner, branch!.AsObject()));
                return parallel;
            case "Map":
                var processor = (state["ItemProcessor"] ?? state["Iterator"])!.AsObject();
                if (processor["ProcessorConfig"]?["Mode"]?.GetValue<string>() != "DISTRIBUTED") return scope.Map(name, inner => Scope(inner, processor));
                return scope.DistributedMap(name, new StateMachineType(Text(processor["ProcessorConfig"]!["ExecutionType"])), inner => Scope(inner, processor));
            default: throw Unknown("type", type);
        }
    }

    private static void Configure<TLanguage>(ChoiceState<TLanguage> choice, JsonObject fields, Dictionary<string, State> states)
        where TLanguage : class, IQueryLanguage
    {
        foreach (var rule in fields["Choices"]!.AsArray().Select(rule => rule!.AsObject()))
        {
            var next = states[Text(rule["Next"])];
            if (choice is ChoiceState<Jsonata> jsonata)
            {
                jsonata.When(Expression(rule["Condition"]), next, made => Rule(made, rule, () => made.Output(rule["Output"]!)));
            }
            else
            {
                ((ChoiceState<JsonPath>)(object)choice).When(Test(rule), next, made => Rule(made, rule, () => throw Unknown("rule", "Output")));
            }
        }
        foreach (var (field, value) in fields)
        {
            if (field is "Type" or "Choices" or "QueryLanguage") continue;
            if (field == "Default") choice.Otherwise(states[Text(value)]);
            else if (field == "Assign") choice.Assign(value!);
            else Common(choice, field, value);
        }
    }

    private static void Configure<TSelf, TLanguage>(State<TSelf, TLanguage> state, JsonObject fields, Dictionary<string, State> states)
        where TSelf : State<TSelf, TLanguage>
        where TLanguage : class, IQueryLanguage
    {
        foreach (var (field, value) in fields)
        {
            if (field is "Type" or "QueryLanguage" or "Resource" or "Branches" or "Iterator" or "ItemProcessor" or "Error" or "ErrorPath" or "Cause" or "CausePath" or "Seconds" or "SecondsPath" or "Timestamp" or "TimestampPath") continue;
            if (!Flow((dynamic)state, field, value, states)) Common((dynamic)state, field, value);
        }
    }

    private static bool Flow(State state, string field, JsonNode? value, Dictionary<string, State> states) => false;

    private static bool Flow<TSelf, TLanguage>(FlowState<TSelf, TLanguage> state, string field, JsonNode? value, Dictionary<string, State> states)
        where TSelf : FlowState<TSelf, TLanguage>
        where TLanguage : class, IQueryLanguage
    {
        if (field == "Next") state.Then(states[Text(value)]);
        else if (field == "End") state.End();
        else if (field == "Assign") state.Assign(value!);
        else return Work((dynamic)state, field, value, states);
        return true;
    }

    private static bool Work(State state, string field, JsonNode? value, Dictionary<string, State> states) => false;

    private static bool Work<TSelf, TLanguage>(WorkState<TSelf, TLanguage> state, string field, JsonNode? value, Dictionary<string, State> states)
        where TSelf : WorkState<TSelf, TLanguage>
        where TLanguage : class, IQueryLanguage
    {
        if (field == "Retry")
        {
            state.Retry([.. value!.AsArray().Select(retry => Retrier(retry!.AsObject()))]);
        }
        else if (field == "Catch")
        {
            foreach (var one in value!.AsArray().Select(one => one!.AsObject())) state.Catch(Texts(one["ErrorEquals"]), states[Text(one["Next"])], made => Catcher(made, one));
        }
        else
        {
            return Own((dynamic)state, (dynamic)state, field, value);
        }
        return true;
    }

    private static bool Own<TLanguage>(State any, TaskState<TLanguage> task, string field, JsonNode? value)
        where TLanguage : class, IQueryLanguage
    {
        _ = field switch
        {
            "TimeoutSeconds" or "TimeoutSecondsPath" => task.Timeout(Value<TimeSpan, TLanguage>(field, value, Seconds)),
            "HeartbeatSeconds" or "HeartbeatSecondsPath" => task.Heartbeat(Value<TimeSpan, TLanguage>(field, value, Seconds)),
            "Credentials" => task.Credentials(value!["RoleArn.$"] is { } path ? (TLanguage)(object)new JsonPath(Text(path)) : (Value<string, TLanguage>)Text(value["RoleArn"])),
            _ => null,
        };
        return field is "TimeoutSeconds" or "TimeoutSecondsPath" or "HeartbeatSeconds" or "HeartbeatSecondsPath" or "Credentials";
    }

    private static bool Own(State any, State state, string field, JsonNode? value) => false;

    private static bool Own<TSelf, TLanguage>(State any, MapState<TSelf, TLanguage> map, string field, JsonNode? value)
        where TSelf : MapState<TSelf, TLanguage>
        where TLanguage : class, IQueryLanguage
    {
        if (field is "ItemSelector" or "Parameters") map.ItemSelector(value!);
        else if (field is "MaxConcurrency" or "MaxConcurrencyPath") map.MaxConcurrency(Value<int, TLanguage>(field, value, node => node!.GetValue<int>()));
        else return map is DistributedMapState<TLanguage> distributed && Distributed(distributed, field, value);
        return true;
    }

    private static bool Distributed<TLanguage>(DistributedMapState<TLanguage> map, string field, JsonNode? value)
        where TLanguage : class, IQueryLanguage
    {
        JsonNode? Arguments() => value!["Parameters"] ?? value["Arguments"];
        switch (field)
        {
            case "Label": map.Label(Text(value)); break;
            case "ItemReader": map.ItemReader(new Resource(Text(value!["Resource"])), Arguments()!, value["ReaderConfig"]); break;
            case "ResultWriter": map.ResultWriter(new Resource(Text(value!["Resource"])), Arguments(), value["WriterConfig"]); break;
            case "ItemBatcher":
                var batcher = value!.AsObject();
                map.ItemBatcher(OptionalInt<TLanguage>(batcher, "MaxItemsPerBatch"), OptionalInt<TLanguage>(batcher, "MaxInputBytesPerBatch"), batcher["BatchInput"]);
                break;
            default: return false;
        }
        return true;
    }

    /// <summary>The fields that one language has, by the extension method of their name.</summary>
    private static void Common<TSelf, TLanguage>(State<TSelf, TLanguage> state, string field, JsonNode? value)
        where TSelf : State<TSelf, TLanguage>
        where TLanguage : class, IQueryLanguage
    {
        if (field == "Comment")
        {
            state.Comment(Text(value));
            return;
        }
        var method = typeof(StateExtensions).GetMethod(field, BindingFlags.Public | BindingFlags.Static) ?? throw Unknown(state.Name, field);
        if (method.IsGenericMethodDefinition) method = method.MakeGenericMethod(state.GetType());
        var isPath = method.GetParameters()[1].ParameterType == typeof(JsonPath);
        method.Invoke(null, [state, isPath ? value is null ? null : new JsonPath(Text(value)) : value]);
    }

    private static Condition Test(JsonObject rule)
    {
        if (rule["And"] is { } and) return Condition.All([.. and.AsArray().Select(test => Test(test!.AsObject()))]);
        if (rule["Or"] is { } or) return Condition.Any([.. or.AsArray().Select(test => Test(test!.AsObject()))]);
        if (rule["Not"] is { } not) return !Test(not.AsObject());
        var (name, operand) = rule.Single(field => field.Key is not ("Variable" or "Next" or "Comment" or "Assign"));
        var path = new JsonPath(Text(rule["Variable"]));
        var method = typeof(ConditionExtensions).GetMethod(name.EndsWith("Path", StringComparison.Ordinal) ? name[..^4] : name) ?? throw Unknown("rule", name);
        var type = method.GetParameters()[1].ParameterType;
        object? value = name.EndsWith("Path", StringComparison.Ordinal) ? new JsonPath(Text(operand)) : operand!.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => Text(operand),
            System.Text.Json.JsonValueKind.Number => operand.GetValue<double>(),
            _ => operand.GetValue<bool>(),
        };
        if (type.IsGenericType) value = type.GetMethod("op_Implicit", [value.GetType()])!.Invoke(null, [value]);
        return (Condition)method.Invoke(null, [path, value])!;
    }

    private static void Rule<TLanguage>(ChoiceRule<TLanguage> made, JsonObject rule, Action output)
        where TLanguage : class, IQueryLanguage
    {
        if (rule["Assign"] is { } assign) made.Assign(assign);
        if (rule["Comment"] is { } comment) made.Comment(Text(comment));
        if (rule.ContainsKey("Output")) output();
    }

    private static Retry Retrier(JsonObject from)
    {
        string[] known = ["ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy", "Comment"];
        if (from.FirstOrDefault(field => !known.Contains(field.Key)) is { Key: { } unknown }) throw Unknown("retrier", unknown);
        return new Retry(Texts(from["ErrorEquals"]))
        {
            Interval = from["IntervalSeconds"] is { } interval ? Seconds(interval) : null,
            MaxAttempts = from["MaxAttempts"]?.GetValue<int>(),
            BackoffRate = from["BackoffRate"]?.GetValue<double>(),
            MaxDelay = from["MaxDelaySeconds"] is { } delay ? Seconds(delay) : null,
            FullJitter = from["JitterStrategy"] is { } jitter ? Text(jitter) == "FULL" : null,
            Comment = from["Comment"] is { } comment ? Text(comment) : null,
        };
    }

    private static void Catcher<TLanguage>(Catcher<TLanguage> made, JsonObject from)
        where TLanguage : class, IQueryLanguage
    {
        foreach (var (field, value) in from)
        {
            if (field is "ErrorEquals" or "Next") continue;
            if (field == "Comment") made.Comment(Text(value));
            else if (field == "Assign") made.Assign(value!);
            else if (field == "ResultPath" && made is Catcher<JsonPath> path) path.ResultPath(value is null ? null : new JsonPath(Text(value)));
            else if (field == "Output" && made is Catcher<Jsonata> jsonata) jsonata.Output(value);
            else throw Unknown("catcher", field);
        }
    }

    private static Value<T, TLanguage> Value<T, TLanguage>(JsonObject state, string field, Func<JsonNode?, T> known)
        where TLanguage : class, IQueryLanguage => state.ContainsKey(field) ? Value<T, TLanguage>(field, state[field], known) : Value<T, TLanguage>($"{field}Path", state[$"{field}Path"], known);

    private static Value<T, TLanguage> Value<T, TLanguage>(string field, JsonNode? value, Func<JsonNode?, T> known)
        where TLanguage : class, IQueryLanguage
    {
        if (field.EndsWith("Path", StringComparison.Ordinal)) return (TLanguage)(object)new JsonPath(Text(value));
        return value is JsonValue text && text.TryGetValue<string>(out var expression) && expression.StartsWith("{%", StringComparison.Ordinal) ? (TLanguage)(object)Expression(value) : known(value);
    }

    private static Value<string, TLanguage>? OptionalText<TLanguage>(JsonObject state, string field)
        where TLanguage : class, IQueryLanguage => state.ContainsKey(field) || state.ContainsKey($"{field}Path") ? (Value<string, TLanguage>?)Value<string, TLanguage>(state, field, Text) : null;

    private static Value<int, TLanguage>? OptionalInt<TLanguage>(JsonObject state, string field)
        where TLanguage : class, IQueryLanguage => state.ContainsKey(field) || state.ContainsKey($"{field}Path") ? (Value<int, TLanguage>?)Value<int, TLanguage>(state, field, value => value!.GetValue<int>()) : null;

    private static Jsonata Expression(JsonNode? value) => new(Text(value)[2..^2].Trim());

    private static TimeSpan Seconds(JsonNode? value) => TimeSpan.FromSeconds(value!.GetValue<double>());

    private static string Text(JsonNode? value) => value!.GetValue<string>();

    private static string[] Texts(JsonNode? value) => [.. value!.AsArray().Select(Text)];

    private static InvalidOperationException Unknown(string where, string what) => new($"The builder cannot say '{what}' of {where}.");
}
