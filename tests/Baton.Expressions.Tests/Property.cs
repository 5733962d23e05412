using System.Diagnostics;
using System.Globalization;
using Baton.Json;

namespace Baton.Expressions.Tests;

/// <summary>
/// Checks something on many random inputs. A failure names its seed, and SEED=… runs that one alone; BATON_FUZZ_SECONDS=… goes
/// on with further seeds for an eighth of it: the fuzzers of tests/Baton.Fuzz.Tests have the whole.
/// </summary>
internal static class Property
{
    public static void Check(int runs, Action<Random> check)
    {
        if (Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } wanted)
        {
            check(new Random(int.Parse(wanted, CultureInfo.InvariantCulture)));
            return;
        }
        var seconds = Environment.GetEnvironmentVariable("BATON_FUZZ_SECONDS") is { Length: > 0 } given ? double.Parse(given, CultureInfo.InvariantCulture) / 8 : 0;
        var watch = Stopwatch.StartNew();
        for (var seed = 1; seed <= runs || watch.Elapsed.TotalSeconds < seconds; seed++)
        {
            try
            {
                check(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"SEED={seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>Any value with short names, so that paths find something in it.</summary>
    public static JsonData AnyValue(Random random, int depth = 4)
    {
        switch (random.Next(depth > 0 ? 9 : 5))
        {
            case 0: return JsonData.Null;
            case 1: return JsonData.Of(random.Next(2) == 0);
            case 2: return JsonData.Of(random.Next(-3, 4));
            case 3: return JsonData.Parse(random.Next(3) switch { 0 => "1.0", 1 => "2.5e1", _ => "-0.0" });
            case 4: return JsonData.Of(random.Next(4) switch { 0 => "", 1 => "a", 2 => "1", _ => "[b]" });
            case 5 or 6: return new JsonArray(Enumerable.Range(0, random.Next(5)).Select(_ => AnyValue(random, depth - 1)));
            default:
                var builder = new JsonObject.Builder();
                for (var i = random.Next(5); i > 0; i--) builder.Set(((char)('a' + random.Next(4))).ToString(), AnyValue(random, depth - 1));
                return builder.Build();
        }
    }
}
