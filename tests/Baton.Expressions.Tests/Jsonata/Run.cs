using Baton.Expressions.Jsonata;
using Baton.Json;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>Evaluates expressions in tests: fixed time, seeded randomness, a budget of its own for each.</summary>
internal static class Run
{
    public static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static EvaluationContext Context(
        Func<string, JsonData?>? variables = null, TimeSpan? time = null, int depthMax = 500, long bytesMax = 64 * 1024 * 1024, ulong seed = 1) => new()
        {
            Input = JsonData.Null,
            Context = new Lazy<JsonData>(() => JsonData.Null),
            Variables = variables ?? (_ => null),
            Now = Now,
            Randomness = new SeededRandomness(seed),
            Budget = new EvaluationBudget(TimeProvider.System, time ?? TimeSpan.FromSeconds(30), depthMax, bytesMax),
        };

    /// <summary>The result as text; <c>nothing</c> for none.</summary>
    public static string Text(string expression, string? input = null) =>
        JsonataExpression.Parse(expression).Evaluate(Context(), input is null ? null : JsonData.Parse(input))?.ToString() ?? "nothing";

    /// <summary>The failure of an expression that must fail, in parsing or evaluating.</summary>
    public static ExpressionException Fault(string expression, string? input = null) =>
        Assert.Throws<ExpressionException>(() => Text(expression, input));
}
