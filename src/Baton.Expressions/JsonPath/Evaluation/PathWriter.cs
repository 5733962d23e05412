using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>Sets a value where a reference path leads, as <c>ResultPath</c> does. Only what lies on the way is made anew.</summary>
internal static class PathWriter
{
    public static JsonData Write(CompiledPath path, JsonData document, JsonData value)
    {
        // Down with what there is on the way, then up again: paths can be long, and the stack is not for them.
        var steps = path.Steps;
        var owners = new JsonData?[steps.Length];
        JsonData? node = document;
        for (var i = 0; i < steps.Length; i++)
        {
            owners[i] = node;
            node = steps[i] is PropertyStep property ? Child(path, property, node) : Item(path, (IndexStep)steps[i], node);
        }
        var written = value;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            written = steps[i] is PropertyStep property
                ? ((JsonObject?)owners[i] ?? JsonObject.Empty).With(property.Name, written)
                : Replaced((JsonArray)owners[i]!, ((IndexStep)steps[i]).Index, written);
        }
        return written;
    }

    private static JsonData? Child(CompiledPath path, PropertyStep step, JsonData? node)
    {
        if (node is null) return null;
        return node is JsonObject owner ? owner[step.Name] : throw NotWritable(path, step, node, "an object");
    }

    private static JsonData Item(CompiledPath path, IndexStep step, JsonData? node)
    {
        if (node is not JsonArray items) throw NotWritable(path, step, node, "an array");
        var index = step.Index < 0 ? step.Index + items.Count : step.Index;
        return index >= 0 && index < items.Count
            ? items[index]
            : throw new ExpressionException(ExpressionErrors.PathNotWritable, $"The array at '{path.PlaceBefore(step)}' has {items.Count} items and none at {step.Index}.");
    }

    private static JsonArray Replaced(JsonArray items, int index, JsonData value)
    {
        var copy = items.Items.ToArray();
        copy[index < 0 ? index + copy.Length : index] = value;
        return new JsonArray(copy);
    }

    private static ExpressionException NotWritable(CompiledPath path, Step step, JsonData? node, string expected) =>
        new(ExpressionErrors.PathNotWritable, $"Expected {expected} at '{path.PlaceBefore(step)}' but found {node?.Kind.ToString() ?? "nothing"}.");
}
