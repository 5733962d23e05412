using Baton.Json;

namespace Baton.Expressions.Paths.Filters;

/// <summary>The operators that look into lists.</summary>
internal static class ListComparisons
{
    public static Verdict In(Operand left, Operand right, EvaluationBudget budget)
    {
        var verdict = Items(right, budget, out var items);
        return verdict == Verdict.Yes ? Comparisons.Of(Has(items, left, budget)) : verdict;
    }

    public static Verdict Contains(Operand left, Operand right, EvaluationBudget budget)
    {
        if (left.Kind == OperandKind.String && right.Kind == OperandKind.String) return Comparisons.Of(left.String.Contains(right.String, StringComparison.Ordinal));
        return left.IsJson ? In(right, left, budget) : Verdict.No;
    }

    public static Verdict SubsetOf(Operand left, Operand right, EvaluationBudget budget) =>
        Compare(left, right, budget, (mine, theirs) => Array.TrueForAll(mine, item => Has(theirs, item, budget)));

    public static Verdict AnyOf(Operand left, Operand right, EvaluationBudget budget) =>
        Compare(left, right, budget, (mine, theirs) => Array.Exists(mine, item => Has(theirs, item, budget)));

    public static Verdict NoneOf(Operand left, Operand right, EvaluationBudget budget) =>
        Compare(left, right, budget, (mine, theirs) => !Array.Exists(mine, item => Has(theirs, item, budget)));

    private static Verdict Compare(Operand left, Operand right, EvaluationBudget budget, Func<Operand[], Operand[], bool> test)
    {
        var verdict = Items(right, budget, out var theirs);
        if (verdict != Verdict.Yes) return verdict;
        verdict = Items(left, budget, out var mine);
        return verdict == Verdict.Yes ? Comparisons.Of(test(mine, theirs)) : verdict;
    }

    private static bool Has(Operand[] items, Operand wanted, EvaluationBudget budget)
    {
        budget.Spend(items.Length);
        foreach (var item in items)
        {
            if (wanted.IsEqualTo(item)) return true;
        }
        return false;
    }

    /// <returns>Yes with the items; otherwise what the comparison amounts to.</returns>
    private static Verdict Items(Operand list, EvaluationBudget budget, out Operand[] items)
    {
        items = [];
        if (!list.IsJson) return Verdict.Refused;
        if (list.Json is null) return Verdict.Failed;
        if (list.Json is not JsonArray values) return Verdict.No;
        budget.Spend(values.Count);
        items = new Operand[values.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (!Operand.TryOfItem(values[i], budget, out items[i])) return Verdict.Failed;
        }
        return Verdict.Yes;
    }
}
