using Baton.Json;

namespace Baton.Expressions.Tests;

/// <summary>What evaluations need, made for tests.</summary>
internal static class Evaluations
{
    /// <summary>Enough for everything that is not a test of budgets.</summary>
    public static EvaluationBudget Ample() => new(TimeProvider.System, TimeSpan.FromSeconds(30));

    public static EvaluationContext Context(
        string input = "{}", string context = "{}", string variables = "{}", EvaluationBudget? budget = null, ulong randomBits = 0x0123456789ABCDEF)
    {
        var values = (JsonObject)JsonData.Parse(variables);
        return new EvaluationContext
        {
            Input = JsonData.Parse(input),
            Context = new Lazy<JsonData>(() => JsonData.Parse(context)),
            Variables = name => values[name],
            Now = DateTimeOffset.UnixEpoch,
            Randomness = new SameBits(randomBits),
            Budget = budget ?? Ample(),
        };
    }

    private sealed class SameBits(ulong bits) : IRandomness
    {
        public ulong NextBits() => bits;
    }
}
