using Baton.Json;

namespace Baton.Expressions.Paths.Filters;

/// <summary>The operator <c>=~</c>: a value, or any item of a list, matches a regex as a whole.</summary>
internal static class Patterns
{
    public static Verdict Match(Operand left, Operand right, EvaluationBudget budget)
    {
        if (left.Kind == OperandKind.Pattern == (right.Kind == OperandKind.Pattern)) return Verdict.No;
        var pattern = left.Kind == OperandKind.Pattern ? left.Pattern : right.Pattern;
        var value = left.Kind == OperandKind.Pattern ? right : left;
        if (!value.IsJson || value.Json is not JsonArray items) return Comparisons.Of(pattern.IsMatch(Text(value), budget));
        foreach (var item in items)
        {
            if (!Operand.TryOfItem(item, budget, out var operand)) return Verdict.Failed;
            if (pattern.IsMatch(Text(operand), budget)) return Verdict.Yes;
        }
        return Verdict.No;
    }

    /// <summary>What a regex sees of a value; of what has no text, the empty one.</summary>
    private static string Text(Operand value) => value.Kind switch
    {
        OperandKind.String => value.String,
        OperandKind.Number => value.NumberText,
        OperandKind.Boolean => value.Boolean ? "true" : "false",
        _ => "",
    };
}
