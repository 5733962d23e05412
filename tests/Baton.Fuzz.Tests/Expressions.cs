using Baton.Expressions;
using Baton.Json;

namespace Baton.Fuzz.Tests;

/// <summary>Evaluates expressions within small bounds.</summary>
internal static class Expressions
{
    private static readonly JsonData ContextObject = JsonData.Parse("""{"Execution":{"Id":"arn","Name":"e","Input":{"x":1}},"State":{"Name":"A","RetryCount":0},"Map":{"Item":{"Index":0,"Value":5}}}""");
    private static readonly JsonObject Variables = (JsonObject)JsonData.Parse("""{"v":{"sub":[5]},"n":2,"items":[1,2]}""");

    public static EvaluationContext Context(JsonData input, int seed = 1) => new()
    {
        Input = input,
        Context = new Lazy<JsonData>(ContextObject),
        Variables = name => name == "states" ? JsonObject.Of(("input", input), ("context", ContextObject)) : Variables[name],
        Now = DateTimeOffset.UnixEpoch,
        Randomness = new SeededRandomness((ulong)seed),
        Budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromMilliseconds(200), bytesMax: 4 * 1024 * 1024),
    };

    /// <summary>What an expression gives; null where it fails as expressions fail.</summary>
    public static T? Try<T>(Func<T> evaluate) where T : class
    {
        try
        {
            return evaluate();
        }
        catch (ExpressionException e)
        {
            Assert.NotEmpty(e.Message);
            return null;
        }
    }
}
