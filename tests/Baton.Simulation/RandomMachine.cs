using System.Text.Json.Nodes;

namespace Baton.Simulation;

/// <summary>Makes definitions that end whatever their tasks do, given that somebody polls.</summary>
internal sealed class RandomMachine(Chance chance, Features features)
{
    /// <summary>An activity whose workers do what they like; its tasks have timeouts.</summary>
    public const string Flaky = "arn:aws:states:us-east-1:000000000000:activity:flaky";

    /// <summary>An activity whose workers always answer what they got; its tasks have no timeout, so that a lost one is noticed.</summary>
    public const string Steady = "arn:aws:states:us-east-1:000000000000:activity:steady";

    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";
    private const string Callback = "arn:aws:states:::lambda:invoke.waitForTaskToken";
    private const string Job = "arn:aws:states:::ecs:runTask.sync";

    private const int StateKinds = 12;

    private readonly int _favourite = chance.Below(StateKinds);
    private int _names;
    private bool _isExpress;
    private IReadOnlyList<string> _children = [];

    /// <param name="children">The machines that it may start and wait for.</param>
    public string Standard(IReadOnlyList<string> children)
    {
        (_isExpress, _children) = (false, children);
        var machine = Scope(depth: 2, statesMax: 5);
        if (Has(Features.MachineTimeout) && chance.Happens(0.3)) machine["TimeoutSeconds"] = chance.Between(30, 600);
        return machine.ToJsonString();
    }

    public string Express()
    {
        (_isExpress, _children) = (true, []);
        return Scope(depth: 1, statesMax: 4).ToJsonString();
    }

    private bool Has(Features feature) => features.HasFlag(feature);

    private JsonObject Scope(int depth, int statesMax)
    {
        var count = chance.Between(1, statesMax);
        var names = Enumerable.Range(0, count).Select(_ => $"S{_names++}").ToList();
        var states = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            var next = i + 1 < count ? names[i + 1] : null;
            if (chance.Happens(0.12) && Has(Features.Loops)) next = Loop(states, names[i], next);
            var fails = depth < 2 && next is null && chance.Happens(0.08);
            states[names[i]] = fails ? new JsonObject { ["Type"] = "Fail", ["Error"] = "Branch.Error", ["Cause"] = "It fails." } : Ending(State(depth, states, next), next);
        }
        return new JsonObject { ["StartAt"] = names[0], ["States"] = states };
    }

    /// <summary>A state of any kind, with one that comes more often than the others.</summary>
    private JsonObject State(int depth, JsonObject states, string? next) => (chance.Happens(0.25) ? _favourite : chance.Below(StateKinds)) switch
    {
        0 or 1 when Has(Features.Waits) => new JsonObject { ["Type"] = "Wait", ["Seconds"] = chance.Of(0, 1, 5, 60, 60, 90, 600) },
        2 or 3 when Has(Features.Activities) && !_isExpress => Task(Steady, hasTimeout: false, states, next),
        4 when Has(Features.Activities) && !_isExpress => Task(Flaky, hasTimeout: true, states, next),
        5 or 6 when Has(Features.Calls) => Task(_isExpress || chance.Happens(0.6) ? Function : Callback, hasTimeout: true, states, next),
        7 when Has(Features.Jobs) && !_isExpress => Task(Job, hasTimeout: chance.Happens(0.7), states, next),
        8 when Has(Features.Nested) && _children.Count > 0 => Nested(states, next),
        9 when Has(Features.Parallel) && depth > 0 => Parallel(depth, states, next),
        10 when Has(Features.Map) && depth > 0 => Map(depth, states, next),
        11 when Has(Features.MapRuns) && depth == 2 => DistributedMap(states, next),
        _ => new JsonObject { ["Type"] = "Pass" },
    };

    private JsonObject Task(string resource, bool hasTimeout, JsonObject states, string? next)
    {
        var task = new JsonObject { ["Type"] = "Task", ["Resource"] = resource, ["ResultPath"] = "$.result" };
        if (resource == Callback) task["Parameters"] = new JsonObject { ["FunctionName"] = "f", ["Payload"] = new JsonObject { ["token.$"] = "$$.Task.Token" } };
        if (hasTimeout)
        {
            task["TimeoutSeconds"] = chance.Between(20, 300);
            if (chance.Happens(0.4)) task["HeartbeatSeconds"] = chance.Between(5, 19);
        }
        return Guarded(task, states, next);
    }

    private JsonObject Nested(JsonObject states, string? next)
    {
        var task = new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = $"arn:aws:states:::states:startExecution{chance.Of("", ".sync", ".sync:2")}",
            ["Parameters"] = new JsonObject { ["StateMachineArn"] = chance.Among(_children), ["Input"] = new JsonObject { ["items.$"] = "$.items", ["count"] = 0 } },
            ["ResultPath"] = "$.result",
        };
        if (chance.Happens(0.3)) task["TimeoutSeconds"] = chance.Between(20, 300);
        return Guarded(task, states, next);
    }

    private JsonObject Parallel(int depth, JsonObject states, string? next)
    {
        var branches = new JsonArray([.. Enumerable.Range(0, chance.Between(1, 3)).Select(_ => Scope(depth - 1, 3))]);
        var parameters = new JsonObject { ["items.$"] = "$.items", ["count"] = 0 };
        return Guarded(new JsonObject { ["Type"] = "Parallel", ["Branches"] = branches, ["Parameters"] = parameters, ["ResultPath"] = "$.result" }, states, next);
    }

    private JsonObject Map(int depth, JsonObject states, string? next) => Guarded(Map(Scope(depth - 1, 2), itemsPath: "$.items"), states, next);

    private JsonObject DistributedMap(JsonObject states, string? next)
    {
        var (children, isExpress) = (_children, _isExpress);
        _children = [];
        var processor = Scope(depth: 1, statesMax: 3);
        (_children, _isExpress) = (children, isExpress);
        processor["ProcessorConfig"] = new JsonObject { ["Mode"] = "DISTRIBUTED", ["ExecutionType"] = "STANDARD" };
        var map = Map(processor, itemsPath: "$.items");
        if (chance.Happens(0.5)) map["ToleratedFailurePercentage"] = chance.Of(30, 100);
        return Guarded(map, states, next);
    }

    private JsonObject Map(JsonObject processor, string itemsPath) => new()
    {
        ["Type"] = "Map",
        ["ItemsPath"] = itemsPath,
        ["MaxConcurrency"] = chance.Between(0, 3),
        ["ItemSelector"] = new JsonObject { ["items.$"] = "$.items", ["item.$"] = "$$.Map.Item.Index", ["count"] = 0 },
        ["ItemProcessor"] = processor,
        ["ResultPath"] = "$.result",
    };

    /// <summary>Adds retries and a way out, so that failures do not end everything at once.</summary>
    private JsonObject Guarded(JsonObject state, JsonObject states, string? next)
    {
        if (chance.Happens(0.6))
        {
            var retriers = new JsonArray();
            if (chance.Happens(0.3)) retriers.Add((JsonNode)Retrier("States.Timeout", "Worker.Error"));
            retriers.Add((JsonNode)Retrier("States.ALL"));
            state["Retry"] = retriers;
        }
        if (!chance.Happens(0.5)) return state;
        var handler = $"H{_names++}";
        states[handler] = Ending(new JsonObject { ["Type"] = "Pass" }, next);
        state["Catch"] = new JsonArray(new JsonObject { ["ErrorEquals"] = new JsonArray("States.ALL"), ["ResultPath"] = "$.error", ["Next"] = handler });
        return state;
    }

    private JsonObject Retrier(params ReadOnlySpan<string> errors) => new()
    {
        ["ErrorEquals"] = new JsonArray([.. errors.ToArray().Select(error => (JsonNode)error)]),
        ["IntervalSeconds"] = chance.Between(1, 20),
        ["MaxAttempts"] = chance.Between(0, 3),
        ["BackoffRate"] = chance.Of(1.0, 2.0),
        ["JitterStrategy"] = chance.Of("FULL", "NONE"),
    };

    /// <summary>A loop of Pass and Choice, longer than a slice.</summary>
    /// <returns>The state to begin it with.</returns>
    private string Loop(JsonObject states, string name, string? next)
    {
        var (count, check, after) = ($"{name}Count", $"{name}Check", $"{name}After");
        states[$"{name}Begin"] = new JsonObject { ["Type"] = "Pass", ["Result"] = 0, ["ResultPath"] = "$.count", ["Next"] = count };
        states[count] = new JsonObject
        {
            ["Type"] = "Pass", ["Parameters"] = new JsonObject { ["n.$"] = "States.MathAdd($.count, 1)" }, ["ResultPath"] = "$.next", ["Next"] = $"{name}Move",
        };
        states[$"{name}Move"] = new JsonObject { ["Type"] = "Pass", ["InputPath"] = "$.next.n", ["ResultPath"] = "$.count", ["Next"] = check };
        states[check] = new JsonObject
        {
            ["Type"] = "Choice",
            ["Choices"] = new JsonArray(new JsonObject { ["Variable"] = "$.count", ["NumericLessThan"] = chance.Between(5, 30), ["Next"] = count }),
            ["Default"] = after,
        };
        states[after] = Ending(new JsonObject { ["Type"] = "Pass" }, next);
        return $"{name}Begin";
    }

    private static JsonObject Ending(JsonObject state, string? next)
    {
        if (next is null) state["End"] = true;
        else state["Next"] = next;
        return state;
    }
}
