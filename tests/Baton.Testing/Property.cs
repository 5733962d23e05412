using System.Globalization;

namespace Baton.Testing;

/// <summary>Checks something on many random inputs. A failure names its seed, and SEED=… runs that one alone.</summary>
public static class Property
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
}
