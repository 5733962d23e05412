using Baton.Expressions.Intrinsics;
using Baton.Expressions.Jsonata;

namespace Baton.Expressions.Guide;

/// <summary>Describes every function that the evaluators know: their own tables say which there are.</summary>
public static class FunctionGuide
{
    /// <summary>The functions of JSONata, by name.</summary>
    public static IReadOnlyList<FunctionDescription> Jsonata { get; } =
        [.. Library.Functions.OrderBy(function => function.Name, StringComparer.Ordinal).Select(function => Describe($"${function.Name}", function.Signature, JsonataNotes.ByName[function.Name]))];

    /// <summary>The intrinsic functions of JSONPath states, by name.</summary>
    public static IReadOnlyList<FunctionDescription> Intrinsics { get; } =
        [.. IntrinsicFunction.Names.Order(StringComparer.Ordinal).Select(name => Describe(name, null, IntrinsicNotes.ByName[name]))];

    private static FunctionDescription Describe(string name, string? signature, (string Arguments, string Summary) note) => new(name, $"{name}({note.Arguments})", signature, note.Summary);
}
