using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Turns the value of an expression into JSON. A value may hold another one many times over and be huge as a text: what it
/// holds again is charged as if it had been made again.
/// </summary>
internal sealed class ResultWriter(Machine machine)
{
    /// <summary>Deeper than this, nobody could read it again.</summary>
    private const int DepthMax = 500;

    private JsonData? _first;
    private HashSet<JsonData>? _others;

    /// <exception cref="Fault">A function or a number that is not finite is in it.</exception>
    public static JsonData ToJson(Machine machine, object value) => value is JsonData json ? json : new ResultWriter(machine).Convert(value, 0);

    private JsonData Convert(object? value, int depth)
    {
        if (depth > DepthMax) throw Recursion.TooDeep();
        switch (value)
        {
            case null:
                return JsonData.Null;
            case JsonData json:
                if (json is JsonString or JsonArray or JsonObject) ChargeAgain(json);
                return json;
            case ListValue list:
                return Array(list, depth);
            case ObjectValue made:
                return Object(made, depth);
            case NonFinite:
                throw new Fault("D1001") { Value = value };
            default:
                throw new Fault(JsonataErrors.FunctionResult) { Text = "The result of the expression contains a function" };
        }
    }

    private JsonArray Array(ListValue list, int depth)
    {
        machine.Spend(list.Count + 1);
        machine.Allocate((list.Count * 8L) + 48);
        var items = new JsonData[list.Count];
        for (var i = 0; i < items.Length; i++) items[i] = Convert(list[i], depth + 1);
        return new JsonArray(items);
    }

    private JsonObject Object(ObjectValue made, int depth)
    {
        machine.Spend(made.Count + 1);
        machine.Allocate(ObjectValue.BytesOf(made.Count));
        var properties = new KeyValuePair<string, JsonData>[made.Count];
        var count = 0;
        for (var i = 0; i < made.Count; i++)
        {
            var value = made.ValueAt(i);
            if (value is null or NextMatchFunction) continue;
            machine.Allocate(made.NameAt(i).Length);
            properties[count++] = new(made.NameAt(i), Convert(value, depth + 1));
        }
        return JsonObject.Owning(count == properties.Length ? properties : properties[..count]);
    }

    private void ChargeAgain(JsonData json)
    {
        if (json is JsonString text) machine.Allocate(text.Value.Length);
        else if (json.Depth > 0 && !IsNew(json)) ChargeAll(json);
    }

    /// <summary>Whether a container comes for the first time; most results have one at most.</summary>
    private bool IsNew(JsonData json)
    {
        if (_first is null)
        {
            _first = json;
            return true;
        }
        return !ReferenceEquals(json, _first) && (_others ??= new(ReferenceEqualityComparer.Instance)).Add(json);
    }

    private void ChargeAll(JsonData json)
    {
        machine.Spend(1);
        machine.Allocate(8);
        switch (json)
        {
            case JsonString text:
                machine.Allocate(text.Value.Length);
                break;
            case JsonArray array:
                foreach (var item in array.Items) ChargeAll(item);
                break;
            case JsonObject { Properties: var properties }:
                foreach (var (name, value) in properties)
                {
                    machine.Allocate(name.Length);
                    ChargeAll(value);
                }
                break;
        }
    }
}
