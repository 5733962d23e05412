using Baton.Expressions;
using Baton.Json;

namespace Baton.Language.Parsing;

/// <summary>Paths and intrinsic calls that stand in a definition.</summary>
internal static class PathRules
{
    /// <summary>A path of any kind.</summary>
    public static JsonPath? Path(ObjectReader at, string field, JsonData value)
    {
        if (value is JsonString text && TryParse(text.Value) is { } path) return path;
        at.Error(field, Texts.NotJsonPath);
        return null;
    }

    /// <summary>A path that leads to one place.</summary>
    public static JsonPath? ReferencePath(ObjectReader at, string field, JsonData value)
    {
        if (value is not JsonString text)
        {
            at.Error(field, Texts.Expected("String"));
            return null;
        }
        if (!text.Value.StartsWith('$'))
        {
            at.Error(field, Texts.NotReferencePath("Reference path didn't start with '$'"));
            return null;
        }
        try
        {
            var path = JsonPath.Parse(text.Value);
            if (path.IsReferencePath) return path;
            at.Error(field, Texts.NotReferencePath("Reference path must identify a single node"));
        }
        catch (ExpressionException e)
        {
            at.Error(field, Texts.NotReferencePath(e.Message));
        }
        return null;
    }

    public static bool IsPath(string text) => text.StartsWith('$') && TryParse(text) is not null;

    public static bool IsIntrinsic(string text) => LooksIntrinsic(text) && TryParseIntrinsic(text) is not null;

    public static bool LooksIntrinsic(string text) => text.StartsWith("States.", StringComparison.Ordinal);

    public static IntrinsicCall? TryParseIntrinsic(string text)
    {
        try
        {
            return IntrinsicCall.Parse(text);
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    private static JsonPath? TryParse(string text)
    {
        if (!text.StartsWith('$')) return null;
        try
        {
            return JsonPath.Parse(text);
        }
        catch (ExpressionException)
        {
            return null;
        }
    }
}
