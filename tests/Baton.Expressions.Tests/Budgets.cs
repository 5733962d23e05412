namespace Baton.Expressions.Tests;

internal static class Budgets
{
    /// <summary>Enough for everything that is not a test of budgets.</summary>
    public static EvaluationBudget Ample() => new(TimeProvider.System, TimeSpan.FromSeconds(30));
}
