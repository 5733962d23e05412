using System.Collections.Frozen;

namespace Baton.Expressions.Guide;

/// <summary>The arguments of intrinsic functions, and what they give.</summary>
internal static class IntrinsicNotes
{
    public static FrozenDictionary<string, (string Arguments, string Summary)> ByName { get; } = new Dictionary<string, (string, string)>
    {
        ["States.Array"] = ("value, …", "An array of its arguments."),
        ["States.ArrayContains"] = ("array, value", "Whether a value is in an array."),
        ["States.ArrayGetItem"] = ("array, index", "The item at an index, which counts from 0."),
        ["States.ArrayLength"] = ("array", "How many items an array has."),
        ["States.ArrayPartition"] = ("array, size", "The array cut into arrays of at most this size."),
        ["States.ArrayRange"] = ("first, last, step", "The numbers from the first to the last, both included."),
        ["States.ArrayUnique"] = ("array", "The array without repeated items."),
        ["States.Base64Decode"] = ("text", "The text that a Base64 text stands for."),
        ["States.Base64Encode"] = ("text", "The text in Base64."),
        ["States.Format"] = ("template, value, …", "The template with each {} replaced by the next value."),
        ["States.Hash"] = ("data, algorithm", "The hash of the data: MD5, SHA-1, SHA-256, SHA-384 or SHA-512, in hexadecimal."),
        ["States.JsonMerge"] = ("first, second, false", "Both objects as one; of a field of both the second one's value."),
        ["States.JsonToString"] = ("value", "The value as JSON text."),
        ["States.MathAdd"] = ("number, number", "The sum of two whole numbers."),
        ["States.MathRandom"] = ("start, end[, seed]", "A random whole number from the start on and below the end."),
        ["States.StringSplit"] = ("text, separators", "The parts of a text between any of the separating characters."),
        ["States.StringToJson"] = ("text", "The value that a JSON text stands for."),
        ["States.UUID"] = ("", "A new random UUID (version 4)."),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
