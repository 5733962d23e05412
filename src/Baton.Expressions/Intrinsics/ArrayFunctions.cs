using Baton.Expressions.Paths;
using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>The functions on arrays.</summary>
internal static class ArrayFunctions
{
    private const int RangeItemsMax = 1000;

    public static JsonData Array(IntrinsicInput input)
    {
        input.Budget.Allocate(8L * input.Count);
        return new JsonArray(input.Values);
    }

    public static JsonData Partition(IntrinsicInput input)
    {
        var items = input.Array(0);
        var size = input.Whole(1);
        if (size < 1) throw new IntrinsicException();
        input.Budget.Allocate(16L * items.Count);
        return new JsonArray(items.Chunk(size).Select(chunk => new JsonArray(chunk)));
    }

    public static JsonData Contains(IntrinsicInput input)
    {
        foreach (var item in input.Array(0))
        {
            input.Budget.Spend();
            if (JavaText.AreEqual(item, input.Values[1])) return JsonData.True;
        }
        return JsonData.False;
    }

    public static JsonData Range(IntrinsicInput input)
    {
        long first = input.Whole(0);
        long last = input.Whole(1);
        long step = input.Whole(2);
        if (step == 0) throw new IntrinsicException();
        var count = Math.Max(0, (last - first) / step + 1);
        if (step > 0 ? first > last : first < last) count = 0;
        if (count > RangeItemsMax) throw new IntrinsicException($"Invalid arguments in States.ArrayRange: the array would have more than {RangeItemsMax} items.");
        input.Budget.Allocate(32 * count);
        var items = new JsonData[count];
        for (var i = 0; i < items.Length; i++) items[i] = JsonData.Of(first + i * step);
        return new JsonArray(items);
    }

    public static JsonData GetItem(IntrinsicInput input)
    {
        var items = input.Array(0);
        var index = input.Whole(1);
        return index >= 0 && index < items.Count ? items[index] : throw new IntrinsicException();
    }

    public static JsonData Length(IntrinsicInput input) => JsonData.Of(input.Array(0).Count);

    public static JsonData Unique(IntrinsicInput input)
    {
        var items = input.Array(0);
        input.Budget.Spend(items.Count);
        input.Budget.Allocate(32L * items.Count);
        return new JsonArray(items.Distinct(JavaEquality.Instance));
    }
}
