using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>How much memory values hold that an evaluation made, counted like <see cref="Machine.Allocate"/> is charged.</summary>
internal static class Footprint
{
    /// <returns>Bytes; <paramref name="limit"/> where they are more, or where functions among the values keep who knows what.</returns>
    public static long Of(ReadOnlySpan<object?> values, long limit)
    {
        var left = limit;
        foreach (var value in values) Subtract(value, ref left);
        return limit - Math.Max(left, 0);
    }

    private static void Subtract(object? value, ref long left)
    {
        if (left <= 0) return;
        switch (value)
        {
            case JsonString text:
                left -= Machine.TextBytes(text.Value.Length);
                break;
            case ListValue list:
                Recursion.Check();
                left -= list.Bytes;
                for (var i = 0; i < list.Count && list.IsStored; i++) Subtract(list[i], ref left);
                break;
            case ObjectValue made:
                Recursion.Check();
                left -= ObjectValue.BytesOf(made.Count);
                for (var i = 0; i < made.Count; i++)
                {
                    left -= made.NameAt(i).Length * sizeof(char);
                    Subtract(made.ValueAt(i), ref left);
                }
                break;
            case not null and not JsonData and not NonFinite:
                left = 0;
                break;
        }
    }
}
