using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Paths and intrinsic calls that stand in a definition. What they read is noted.</summary>
internal static class PathRules
{
    /// <summary>A path of any kind.</summary>
    public static JsonPath? Path(ObjectReader at, string field, JsonData value)
    {
        if (value is JsonString { Value: ['$', ..] } text && Parse(text.Value, out _) is { } path) return Noted(at, at.At(field), path);
        at.Error(field, Texts.NotJsonPath);
        return null;
    }

    /// <summary>A path that leads to one place.</summary>
    public static JsonPath? ReferencePath(ObjectReader at, string field, JsonData value)
    {
        if (value is not JsonString { Value: ['$', ..] } text)
        {
            at.Error(field, value is JsonString ? Texts.NotJsonPath : Texts.Expected("STRING"));
            return null;
        }
        if (Parse(text.Value, out var fault) is not { } path)
        {
            at.Error(field, Texts.NotReferencePath(fault!));
            return null;
        }
        if (!path.IsReferencePath) at.Error(field, Texts.NotReferencePath("The path must identify a single node"));
        return Noted(at, at.At(field), path);
    }

    /// <summary>An intrinsic call, or null where the text is none.</summary>
    public static IntrinsicCall? Intrinsic(ObjectReader at, Place place, string text)
    {
        try
        {
            var call = IntrinsicCall.Parse(text);
            foreach (var path in call.Paths) Noted(at, place, path);
            return call;
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is a path or an intrinsic call, as the value of a field whose name ends with <c>.$</c> must be.</summary>
    public static bool IsPathOrIntrinsic(ObjectReader at, Place place, JsonData value)
    {
        if (value is not JsonString text) return false;
        if (LooksIntrinsic(text.Value)) return Intrinsic(at, place, text.Value) is not null;
        return text.Value.StartsWith('$') && Parse(text.Value, out _) is { } path && Noted(at, place, path) is not null;
    }

    public static bool LooksIntrinsic(string text) => text.StartsWith("States.", StringComparison.Ordinal);

    /// <summary>Whether a text would be read as a path where paths are read.</summary>
    public static bool LooksLikePath(string text) => text == "$" || text == "$$" || text.StartsWith("$.", StringComparison.Ordinal)
        || text.StartsWith("$[", StringComparison.Ordinal) || text.StartsWith("$$.", StringComparison.Ordinal);

    private static JsonPath Noted(ObjectReader at, Place place, JsonPath path)
    {
        if (path.Variable is { } variable) at.Refers(place, variable);
        return path;
    }

    private static JsonPath? Parse(string text, out string? fault)
    {
        try
        {
            fault = null;
            return JsonPath.Parse(text);
        }
        catch (ExpressionException e)
        {
            fault = e.Message;
            return null;
        }
    }
}
