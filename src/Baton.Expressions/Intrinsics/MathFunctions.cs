using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>The functions on numbers: 32-bit integers in and out.</summary>
internal static class MathFunctions
{
    public static JsonData Add(IntrinsicInput input)
    {
        var sum = (long)input.Whole(0) + input.Whole(1);
        return sum is >= int.MinValue and <= int.MaxValue ? JsonData.Of(sum) : throw new IntrinsicException();
    }

    /// <summary>From the first number on, below the second. The same seed gives the same number, the one Java's generator gives.</summary>
    public static JsonData Random(IntrinsicInput input)
    {
        long start = input.Whole(0);
        long range = input.Whole(1) - start;
        if (range < 1) throw new IntrinsicException();
        var offset = input.Count == 3 ? new JavaRandom(input.Whole(2)).Next(range) : (long)(input.Randomness.NextDouble() * range);
        return JsonData.Of(start + offset);
    }
}
