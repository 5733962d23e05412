using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>One intrinsic function.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="ArgumentsMin">How many arguments it takes at least.</param>
/// <param name="ArgumentsMax">How many arguments it takes at most.</param>
/// <param name="Body">What it does; throws <see cref="IntrinsicException"/> where the arguments do not fit.</param>
internal sealed record IntrinsicFunction(string Name, int ArgumentsMin, int ArgumentsMax, Func<IntrinsicInput, JsonData> Body)
{
    private static readonly Dictionary<string, IntrinsicFunction> ByName = new IntrinsicFunction[]
    {
        new("States.Format", 1, int.MaxValue, FormatFunction.Format),
        new("States.StringToJson", 1, 1, JsonFunctions.StringToJson),
        new("States.JsonToString", 1, 1, JsonFunctions.JsonToString),
        new("States.JsonMerge", 3, 3, JsonFunctions.JsonMerge),
        new("States.Array", 0, int.MaxValue, ArrayFunctions.Array),
        new("States.ArrayPartition", 2, 2, ArrayFunctions.Partition),
        new("States.ArrayContains", 2, 2, ArrayFunctions.Contains),
        new("States.ArrayRange", 3, 3, ArrayFunctions.Range),
        new("States.ArrayGetItem", 2, 2, ArrayFunctions.GetItem),
        new("States.ArrayLength", 1, 1, ArrayFunctions.Length),
        new("States.ArrayUnique", 1, 1, ArrayFunctions.Unique),
        new("States.Base64Encode", 1, 1, TextFunctions.Base64Encode),
        new("States.Base64Decode", 1, 1, TextFunctions.Base64Decode),
        new("States.Hash", 2, 2, TextFunctions.Hash),
        new("States.StringSplit", 2, 2, TextFunctions.Split),
        new("States.UUID", 0, 0, TextFunctions.Uuid),
        new("States.MathRandom", 2, 3, MathFunctions.Random),
        new("States.MathAdd", 2, 2, MathFunctions.Add),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static IntrinsicFunction? Find(string name) => ByName.GetValueOrDefault(name);
}

/// <summary>A function refuses its arguments; without a message where it has nothing more to say than that.</summary>
internal sealed class IntrinsicException(string message = "") : Exception(message);
