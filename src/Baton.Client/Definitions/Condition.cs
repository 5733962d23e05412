using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>What a rule of a Choice in JSONPath asks of the data. <c>&amp;</c>, <c>|</c> and <c>!</c> combine conditions.</summary>
public sealed class Condition
{
    private readonly JsonObject _test;

    internal Condition(JsonObject test) => _test = test;

    /// <summary>All of them hold.</summary>
    public static Condition All(params Condition[] conditions) => Many("And", conditions);

    /// <summary>One of them holds.</summary>
    public static Condition Any(params Condition[] conditions) => Many("Or", conditions);

    public static Condition operator &(Condition left, Condition right) => All(left, right);

    public static Condition operator |(Condition left, Condition right) => Any(left, right);

    public static Condition operator !(Condition condition) => Not(condition);

    /// <summary>It does not hold.</summary>
    public static Condition Not(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Condition(new JsonObject { ["Not"] = condition.ToJson() });
    }

    internal JsonObject ToJson() => (JsonObject)_test.DeepClone();

    private static Condition Many(string field, Condition[] conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return new Condition(new JsonObject { [field] = new JsonArray([.. conditions.Select(condition => (JsonNode)condition.ToJson())]) });
    }
}

/// <summary>The comparisons, by their published names. The other side is a value, or a path that selects it.</summary>
public static class ConditionExtensions
{
    public static Condition BooleanEquals(this JsonPath path, Value<bool, JsonPath> value) => Compare(path, nameof(BooleanEquals), value);

    public static Condition NumericEquals(this JsonPath path, Value<double, JsonPath> value) => Compare(path, nameof(NumericEquals), value);

    public static Condition NumericLessThan(this JsonPath path, Value<double, JsonPath> value) => Compare(path, nameof(NumericLessThan), value);

    public static Condition NumericLessThanEquals(this JsonPath path, Value<double, JsonPath> value) => Compare(path, nameof(NumericLessThanEquals), value);

    public static Condition NumericGreaterThan(this JsonPath path, Value<double, JsonPath> value) => Compare(path, nameof(NumericGreaterThan), value);

    public static Condition NumericGreaterThanEquals(this JsonPath path, Value<double, JsonPath> value) => Compare(path, nameof(NumericGreaterThanEquals), value);

    public static Condition StringEquals(this JsonPath path, Value<string, JsonPath> value) => Compare(path, nameof(StringEquals), value);

    public static Condition StringLessThan(this JsonPath path, Value<string, JsonPath> value) => Compare(path, nameof(StringLessThan), value);

    public static Condition StringLessThanEquals(this JsonPath path, Value<string, JsonPath> value) => Compare(path, nameof(StringLessThanEquals), value);

    public static Condition StringGreaterThan(this JsonPath path, Value<string, JsonPath> value) => Compare(path, nameof(StringGreaterThan), value);

    public static Condition StringGreaterThanEquals(this JsonPath path, Value<string, JsonPath> value) => Compare(path, nameof(StringGreaterThanEquals), value);

    /// <summary>Whether a text matches a pattern in which <c>*</c> stands for any characters, and <c>\\*</c> for itself.</summary>
    public static Condition StringMatches(this JsonPath path, string pattern) => Compare(path, nameof(StringMatches), (Value<string, JsonPath>)pattern);

    public static Condition TimestampEquals(this JsonPath path, Value<DateTimeOffset, JsonPath> value) => Compare(path, nameof(TimestampEquals), value);

    public static Condition TimestampLessThan(this JsonPath path, Value<DateTimeOffset, JsonPath> value) => Compare(path, nameof(TimestampLessThan), value);

    public static Condition TimestampLessThanEquals(this JsonPath path, Value<DateTimeOffset, JsonPath> value) => Compare(path, nameof(TimestampLessThanEquals), value);

    public static Condition TimestampGreaterThan(this JsonPath path, Value<DateTimeOffset, JsonPath> value) => Compare(path, nameof(TimestampGreaterThan), value);

    public static Condition TimestampGreaterThanEquals(this JsonPath path, Value<DateTimeOffset, JsonPath> value) => Compare(path, nameof(TimestampGreaterThanEquals), value);

    public static Condition IsNull(this JsonPath path, bool value = true) => Compare(path, nameof(IsNull), (Value<bool, JsonPath>)value);

    public static Condition IsPresent(this JsonPath path, bool value = true) => Compare(path, nameof(IsPresent), (Value<bool, JsonPath>)value);

    public static Condition IsNumeric(this JsonPath path, bool value = true) => Compare(path, nameof(IsNumeric), (Value<bool, JsonPath>)value);

    public static Condition IsString(this JsonPath path, bool value = true) => Compare(path, nameof(IsString), (Value<bool, JsonPath>)value);

    public static Condition IsBoolean(this JsonPath path, bool value = true) => Compare(path, nameof(IsBoolean), (Value<bool, JsonPath>)value);

    public static Condition IsTimestamp(this JsonPath path, bool value = true) => Compare(path, nameof(IsTimestamp), (Value<bool, JsonPath>)value);

    private static Condition Compare<T>(JsonPath path, string comparison, Value<T, JsonPath> value)
    {
        ArgumentNullException.ThrowIfNull(path);
        var test = new JsonObject { ["Variable"] = path.Path };
        value.SetIn(test, comparison);
        return new Condition(test);
    }
}
