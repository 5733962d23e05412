namespace Baton.Json;

internal static class JsonDepth
{
    /// <summary>The depth of an array or object around values of a depth.</summary>
    /// <exception cref="JsonFormatException">It is beyond the cap.</exception>
    public static int Around(int inside) =>
        inside < JsonLimits.DepthCap ? inside + 1 : throw new JsonFormatException($"JSON values nest at most {JsonLimits.DepthCap} levels deep.", 1, 1);
}
