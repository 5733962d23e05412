using System.Security.Cryptography;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// What workflows have beyond the language itself: <c>$partition</c>, <c>$range</c>, <c>$hash</c>, <c>$random</c> with a seed,
/// <c>$uuid</c>, <c>$parse</c>. Numbers that must be whole are rounded down.
/// </summary>
internal static class Workflow
{
    private const double RangeMax = 1e7;

    public static IEnumerable<NativeFunction> Functions =>
    [
        new("partition", "<an:a>", 2, Partition),
        new("range", "<nnn:a<n>>", 3, Range),
        new("hash", "<s-s:s>", 2, Hash) { IsSimple = true },
        new("random", "<n?:n>", 0, Random) { IsSimple = true },
        new("uuid", "<:s>", 0, (machine, _) => new JsonString(machine.Context.Randomness.NextUuid().ToString())) { IsSimple = true },
        new("parse", "<s-:x>", 1, Parse),
    ];

    private static ListValue? Partition(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items) || Whole(arguments[1]) is not { } size) return null;
        if (!(size >= 1)) throw JsonataErrors.Argument("The size of the chunks of the partition function must be at least 1");

        machine.Spend(items.Count);
        var chunks = new ListValue();
        ListValue? chunk = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (chunk is null || chunk.Count >= size) chunks.Add(machine, chunk = new ListValue());
            chunk.Add(machine, items[i]);
        }
        return chunks;
    }

    private static ListValue? Range(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (Whole(arguments[0]) is not { } first || Whole(arguments[1]) is not { } last || Whole(arguments[2]) is not { } step) return null;
        if (step == 0) throw JsonataErrors.Argument("The step of the range function must not be 0");
        var count = Math.Floor((last - first) / step) + 1;
        if (count > RangeMax || !double.IsFinite(count)) throw new Fault("D2014") { Value = Numbers.Of(count) };

        var range = ListValue.Sequence();
        machine.Spend((int)Math.Max(count, 0));
        for (var i = 0; i < count; i++) range.Add(machine, Numbers.Of(first + (i * step)));
        return range;
    }

    private static double? Whole(object? value) => Numbers.IsNumeric(value, out var number) ? Math.Floor(number) : null;

    private static JsonString? Hash(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text || arguments[1] is not JsonString algorithm) return null;
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.Value);
        machine.Spend(bytes.Length / 16);
#pragma warning disable CA5350, CA5351 // the names are those that workflows may ask for; nothing here is protected by them
        var hash = algorithm.Value switch
        {
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => throw JsonataErrors.Argument("The algorithm of the hash function must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
        };
#pragma warning restore CA5350, CA5351
        return new JsonString(Convert.ToHexStringLower(hash));
    }

    /// <summary>A number at least 0 and below 1; the same one for the same seed.</summary>
    private static object Random(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length == 0 || Whole(arguments[0]) is not { } seed) return Numbers.Of(machine.Context.Randomness.NextDouble());
        var bits = SplitMix(BitConverter.DoubleToUInt64Bits(seed));
        return Numbers.Of((bits >> 11) * (1.0 / (1L << 53)));
    }

    /// <summary>The SplitMix64 generator's first output for a seed.</summary>
    private static ulong SplitMix(ulong seed)
    {
        var mixed = seed + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number becomes one of the language: <c>-0</c> is 0.</summary>
    private static object? Parse(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        machine.AllocateForGood(text.Value.Length * 8L); // JSON values are not looked into when memory is given back
        machine.Spend(text.Value.Length / 16);
        try
        {
            var parsed = JsonData.Parse(text.Value);
            return parsed is JsonNumber number ? Numbers.Of(number.Value) : parsed;
        }
        catch (JsonFormatException e)
        {
            throw JsonataErrors.Argument($"The text handed to the parse function is not JSON: {e.Message}");
        }
    }
}
