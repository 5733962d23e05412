using System.Collections.Frozen;
using System.Text;
using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>The functions of paths. Their arguments start at the document's root.</summary>
internal static class PathFunctions
{
    public static FrozenSet<string> Names { get; } =
        new[] { "avg", "stddev", "sum", "min", "max", "concat", "length", "size", "append", "keys", "first", "last", "index" }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>False when it failed; the walk knows why.</returns>
    public static bool TryCall(FunctionStep function, JsonData node, PathWalk walk, out JsonData result)
    {
        result = JsonData.Null;
        if (!Names.Contains(function.Name)) return walk.Fail(PathFaultKind.Inapplicable, () => $"Function with name: {function.Name} does not exist.");
        var arguments = new List<JsonData>(function.Arguments.Count);
        foreach (var argument in function.Arguments)
        {
            if (argument.Path is null)
            {
                if (argument.Json is null) return walk.Fail(PathFaultKind.Broken, () => "An argument is not JSON.");
                arguments.Add(argument.Json);
                continue;
            }
            if (argument.Path.Evaluate(walk.Root, walk.Root, walk.Budget, walk.RequireAll, out var value) is { } fault) return walk.Fail(fault);
            arguments.Add(value!);
        }
        switch (function.Name)
        {
            case "length" or "size": return TryLength(function, node, walk, out result);
            case "first" or "last" or "index": return TryItem(function.Name, node, arguments, walk, out result);
            case "keys":
                if (node is JsonObject owner) result = new JsonArray(owner.Select(property => JsonData.Of(property.Key)));
                return true;
            case "append":
                result = node is JsonArray items && arguments.Count > 0 ? new JsonArray([.. items, .. arguments]) : node;
                walk.Budget.Allocate(8L * (arguments.Count + ((node as JsonArray)?.Count ?? 0)));
                return true;
            case "concat":
                result = Concat(node, arguments, walk.Budget);
                return true;
            default: return TryAggregate(function.Name, node, arguments, walk, out result);
        }
    }


    private static bool TryAggregate(string name, JsonData node, List<JsonData> arguments, PathWalk walk, out JsonData result)
    {
        result = JsonData.Null;
        List<double> numbers = [.. Numbers(node as JsonArray ?? JsonArray.Empty), .. arguments.SelectMany(Numbers)];
        walk.Budget.Spend(1 + numbers.Count);
        if (numbers.Count == 0) return walk.Fail(PathFaultKind.Broken, () => "Aggregation function attempted to calculate value using empty array");
        var value = name switch
        {
            "sum" => numbers.Sum(),
            "avg" => numbers.Sum() / numbers.Count,
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            _ => Deviation(numbers),
        };
        if (!double.IsFinite(value)) return walk.Fail(PathFaultKind.Broken, () => $"The result of {name} is not a finite number.");
        result = JsonData.Of(value);
        return true;
    }

    private static IEnumerable<double> Numbers(JsonData value) => value switch
    {
        JsonNumber number => [number.Value],
        JsonArray items => items.OfType<JsonNumber>().Select(number => number.Value),
        _ => [],
    };

    private static double Deviation(List<double> numbers)
    {
        double sum = 0;
        double squares = 0;
        double count = numbers.Count;
        foreach (var number in numbers)
        {
            sum += number;
            squares += number * number;
        }
        return Math.Sqrt(squares / count - sum * sum / count / count);
    }

    private static bool TryItem(string name, JsonData node, List<JsonData> arguments, PathWalk walk, out JsonData result)
    {
        result = JsonData.Null;
        if (node is not JsonArray items) return walk.Fail(PathFaultKind.Broken, () => "Aggregation function attempted to calculate value using empty array");
        var index = name == "last" ? -1 : 0;
        if (name == "index")
        {
            if (arguments.SelectMany(Numbers).Cast<double?>().FirstOrDefault() is not { } wanted) return walk.Fail(PathFaultKind.OutOfRange, () => "Index 0 out of bounds for length 0");
            index = (int)Math.Clamp(wanted, int.MinValue, int.MaxValue);
        }
        if (index >= items.Count) return walk.Fail(PathFaultKind.OutOfRange, () => $"Index {index} out of bounds for length {items.Count}");

        // From the end, the first item cannot be reached: Jayway demands a place above 0 there.
        if (index < 0 && items.Count + index <= 0) return walk.Fail(PathFaultKind.Broken, () => $"Target index:{index} larger than object count:{items.Count}");
        result = items[index < 0 ? items.Count + index : index];
        return true;
    }

    /// <summary>With an argument: how many children there are where it leads. Without, or if that is no list: the node's own.</summary>
    private static bool TryLength(FunctionStep function, JsonData node, PathWalk walk, out JsonData result)
    {
        result = JsonData.Null;
        if (function.Arguments.Count > 0)
        {
            var argument = function.Arguments[0];
            if (argument.Path is null) return walk.Fail(PathFaultKind.Broken, () => $"The argument of {function.Name} is not a path.");
            var path = argument.Children ?? argument.Path;
            if (path.Evaluate(node, node, walk.Budget, walk.RequireAll, out var children, argument.Path.IsDefinite) is { } fault) return walk.Fail(fault);
            if (children is JsonArray list) node = list;
        }
        if (node is JsonArray items) result = JsonData.Of(items.Count);
        if (node is JsonObject owner) result = JsonData.Of(owner.Count);
        return true;
    }

    private static JsonData Concat(JsonData node, List<JsonData> arguments, EvaluationBudget budget)
    {
        var text = new StringBuilder();
        foreach (var item in node as JsonArray ?? JsonArray.Empty)
        {
            if (item is JsonString part) Append(part.Value);
        }
        foreach (var argument in arguments)
        {
            foreach (var item in argument as IEnumerable<JsonData> ?? [argument])
            {
                if (item != JsonData.Null) Append(JavaText.Of(item));
            }
        }
        return JsonData.Of(text.ToString());

        void Append(string part)
        {
            budget.Allocate(2 * part.Length);
            text.Append(part);
        }
    }
}
