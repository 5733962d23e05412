using System.Globalization;

namespace Baton.Json.Tests;

/// <summary>Checks something on many random inputs. A failure names its seed, and SEED=… runs that one alone.</summary>
internal static class Property
{
    public static void Check(int runs, Action<Random> check)
    {
        if (Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } wanted)
        {
            check(new Random(int.Parse(wanted, CultureInfo.InvariantCulture)));
            return;
        }
        for (var seed = 1; seed <= runs; seed++)
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

    /// <summary>Any value: wide, deep, with all that is odd in names, strings and numbers.</summary>
    public static JsonData AnyValue(Random random, int depth = 5)
    {
        switch (random.Next(depth > 0 ? 8 : 6))
        {
            case 0: return JsonData.Null;
            case 1: return JsonData.Of(random.Next(2) == 0);
            case 2: return JsonData.Of(random.NextInt64(-1000, 1000));
            case 3: return JsonData.Of((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30)));
            case 4 or 5: return JsonData.Of(AnyText(random));
            case 6: return new JsonArray(Enumerable.Range(0, random.Next(5)).Select(_ => AnyValue(random, depth - 1)));
            default:
                var builder = new JsonObject.Builder();
                for (var i = random.Next(12); i > 0; i--) builder.Set(AnyText(random), AnyValue(random, depth - 1));
                return builder.Build();
        }
    }

    public static string AnyText(Random random)
    {
        const string odd = "\"\\/\b\f\n\r\t\0\u001F\u007F\u0080éß日\u2028\uFEFF\uFFFD\uD83D\uDE00\uD800\uDFFF'{}[]:,$ ";
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(3) == 0 ? odd[random.Next(odd.Length)] : (char)random.Next('a', 'z')));
    }
}
