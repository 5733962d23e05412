using System.Text.Json.Nodes;

namespace Baton.Simulation.Tests;

/// <summary>Makes definitions that end whatever their tasks do, given that somebody polls.</summary>
internal sealed class RandomMachine(Chance chance)
{
    /// <summary>An activity whose workers do what they like; its tasks have timeouts.</summary>
    public const string Flaky = "arn:aws:states:us-east-1:000000000000:activity:flaky";

    /// <summary>An activity whose workers always answer what they got; its tasks have no timeout, so that a lost one is noticed.</summary>
    public const string Steady = "arn:aws:states:us-east-1:000000000000:activity:steady";

    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private int _names;

    public string Definition()
    {
        var machine = Scope(depth: 2, statesMax: 5);
        if (chance.Happens(0.2)) machine["TimeoutSeconds"] = chance.Between(30, 600);
        return machine.ToJsonString();
    }

    private JsonObject Scope(int depth, int statesMax)
    {
        var count = chance.Between(1, statesMax);
        var names = Enumerable.Range(0, count).Select(_ => $"S{_names++}").ToList();
        var states = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            var next = i + 1 < count ? names[i + 1] : null;
            if (chance.Happens(0.12)) next = Loop(states, names[i], next);
            states[names[i]] = Ending(State(depth, states, next), next);
        }
        return new JsonObject { ["StartAt"] = names[0], ["States"] = states };
    }

    private JsonObject State(int depth, JsonObject states, string? next) => chance.Below(depth > 0 ? 9 : 7) switch
    {
        0 => new JsonObject { ["Type"] = "Pass" },
        1 => new JsonObject { ["Type"] = "Wait", ["Seconds"] = chance.Of(0, 1, 5, 60, 90, 600) },
        2 => Task(Steady, hasTimeout: false, states, next),
        3 => Task(Flaky, hasTimeout: true, states, next),
        4 => Task(Function, hasTimeout: true, states, next),
        5 => Task("arn:aws:states:::lambda:invoke.waitForTaskToken", hasTimeout: true, states, next),
        6 => Task(Steady, hasTimeout: false, states, next),
        7 => Parallel(depth, states, next),
        _ => Map(depth, states, next),
    };

    private JsonObject Task(string resource, bool hasTimeout, JsonObject states, string? next)
    {
        var task = new JsonObject { ["Type"] = "Task", ["Resource"] = resource, ["ResultPath"] = "$.result" };
        if (resource.EndsWith("waitForTaskToken", StringComparison.Ordinal))
        {
            task["Parameters"] = new JsonObject { ["FunctionName"] = "f", ["Payload"] = new JsonObject { ["token.$"] = "$$.Task.Token" } };
        }
        if (hasTimeout)
        {
            task["TimeoutSeconds"] = chance.Between(20, 300);
            if (chance.Happens(0.4)) task["HeartbeatSeconds"] = chance.Between(5, 19);
        }
        return Guarded(task, states, next);
    }

    private JsonObject Parallel(int depth, JsonObject states, string? next)
    {
        var branches = new JsonArray([.. Enumerable.Range(0, chance.Between(1, 3)).Select(_ => Scope(depth - 1, 3))]);
        return Guarded(new JsonObject { ["Type"] = "Parallel", ["Branches"] = branches, ["ResultPath"] = "$.result" }, states, next);
    }

    private JsonObject Map(int depth, JsonObject states, string? next) => Guarded(
        new JsonObject
        {
            ["Type"] = "Map",
            ["ItemsPath"] = "$.items",
            ["MaxConcurrency"] = chance.Between(0, 3),
            ["ItemSelector"] = new JsonObject { ["items.$"] = "$.items", ["item.$"] = "$$.Map.Item.Index" },
            ["ItemProcessor"] = Scope(depth - 1, 2),
            ["ResultPath"] = "$.result",
        },
        states,
        next);

    /// <summary>Adds retries and a way out, so that failures do not end everything at once.</summary>
    private JsonObject Guarded(JsonObject state, JsonObject states, string? next)
    {
        if (chance.Happens(0.6))
        {
            state["Retry"] = new JsonArray(new JsonObject
            {
                ["ErrorEquals"] = new JsonArray("States.ALL"), ["IntervalSeconds"] = chance.Between(1, 20), ["MaxAttempts"] = chance.Between(0, 3), ["JitterStrategy"] = chance.Of("FULL", "NONE"),
            });
        }
        if (!chance.Happens(0.5)) return state;
        var handler = $"H{_names++}";
        states[handler] = Ending(new JsonObject { ["Type"] = "Pass" }, next);
        state["Catch"] = new JsonArray(new JsonObject { ["ErrorEquals"] = new JsonArray("States.ALL"), ["ResultPath"] = "$.error", ["Next"] = handler });
        return state;
    }

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
