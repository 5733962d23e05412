namespace Baton.Expressions.Jsonata;

/// <summary>The built-in functions.</summary>
internal static class Library
{
    private static readonly Dictionary<string, NativeFunction> ByName = Number(
    [
        .. Aggregation.Functions,
        .. Text.Functions,
        .. Matching.Functions,
        .. Encoding.Functions,
        .. Arithmetic.Functions,
        .. Logic.Functions,
        .. Arrays.Functions,
        .. Objects.Functions,
        .. HigherOrder.Functions,
        .. Times.Functions,
        .. Workflow.Functions,
    ]);

    public static int Count => ByName.Count;

    public static IEnumerable<string> Names => ByName.Keys;

    public static IEnumerable<NativeFunction> Functions => ByName.Values;

    public static NativeFunction? Find(string name) => ByName.GetValueOrDefault(name);

    private static Dictionary<string, NativeFunction> Number(NativeFunction[] functions)
    {
        for (var i = 0; i < functions.Length; i++) functions[i].Number = i;
        return functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
    }
}
