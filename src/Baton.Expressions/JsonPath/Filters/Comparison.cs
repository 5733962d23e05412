using Baton.Json;

namespace Baton.Expressions.Paths.Filters;

/// <summary>Compares two values.</summary>
internal delegate Verdict Comparison(Operand left, Operand right, EvaluationBudget budget);

/// <summary>The operators of filters.</summary>
internal static class Comparisons
{
    private static readonly Dictionary<string, Comparison> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["=="] = Equal,
        ["!="] = (l, r, budget) => Opposite(Equal(l, r, budget)),
        ["==="] = SameAndEqual,
        ["!=="] = (l, r, budget) => Opposite(SameAndEqual(l, r, budget)),
        ["<"] = (l, r, _) => Ordered(l, r, order => order < 0),
        ["<="] = (l, r, _) => Ordered(l, r, order => order <= 0),
        [">"] = (l, r, _) => Ordered(l, r, order => order > 0),
        [">="] = (l, r, _) => Ordered(l, r, order => order >= 0),
        ["=~"] = Patterns.Match,
        ["IN"] = ListComparisons.In,
        ["NIN"] = (l, r, budget) => Opposite(ListComparisons.In(l, r, budget)),
        ["CONTAINS"] = ListComparisons.Contains,
        ["SUBSETOF"] = ListComparisons.SubsetOf,
        ["ANYOF"] = ListComparisons.AnyOf,
        ["NONEOF"] = ListComparisons.NoneOf,
        ["SIZE"] = Size,
        ["EMPTY"] = Empty,
        ["EXISTS"] = Exists,

        // These take what cannot be written in a path: a list that is no JSON, a Java class, a Java predicate.
        ["ALL"] = (_, _, _) => Verdict.Refused,
        ["TYPE"] = (_, _, _) => Verdict.Refused,
        ["MATCHES"] = (_, _, _) => Verdict.Refused,
    };

    /// <summary>The longest operator's length: a longer word is none.</summary>
    public const int NameCharsMax = 8;

    public static Comparison? Find(string name) => ByName.GetValueOrDefault(name);

    public static Verdict Of(bool value) => value ? Verdict.Yes : Verdict.No;

    public static Verdict Opposite(Verdict verdict) => verdict switch
    {
        Verdict.Yes => Verdict.No,
        Verdict.No => Verdict.Yes,
        _ => verdict,
    };

    private static Verdict Equal(Operand left, Operand right, EvaluationBudget budget)
    {
        if (!left.IsJson || !right.IsJson) return Of(left.IsEqualTo(right));

        // What is written on the left is still text here, and text equals no array or object.
        return Of(left.Kind == OperandKind.Json && right.Json is { } json && JavaText.AreEqual(left.Json!, json));
    }

    private static Verdict SameAndEqual(Operand left, Operand right, EvaluationBudget budget)
    {
        if (left.Kind != right.Kind && !(left.IsJson && right.IsJson)) return Verdict.No;
        return Equal(left, right, budget);
    }

    private static Verdict Ordered(Operand left, Operand right, Func<int, bool> test) => (left.Kind, right.Kind) switch
    {
        (OperandKind.Number, OperandKind.Number) => Of(test(left.CompareNumber(right))),
        (OperandKind.String, OperandKind.String) => Of(test(string.CompareOrdinal(left.String, right.String))),
        _ => Verdict.No,
    };

    private static Verdict Size(Operand left, Operand right, EvaluationBudget budget)
    {
        if (right.Kind != OperandKind.Number) return Verdict.No;
        var expected = right.Whole;
        if (left.Kind == OperandKind.String) return Of(left.String.Length == expected);
        return Of(left.IsJson && (left.Json is JsonArray items ? items.Count : -1) == expected);
    }

    private static Verdict Empty(Operand left, Operand right, EvaluationBudget budget)
    {
        if (left.Kind != OperandKind.String && !left.IsJson) return Verdict.No;
        if (left.Json is JsonObject) return Verdict.Failed; // Jayway fails on a class cast here
        if (right.Kind != OperandKind.Boolean) return Verdict.Refused;
        var isEmpty = left.Kind == OperandKind.String ? left.String.Length == 0 : left.Json is not JsonArray { Count: > 0 };
        return Of(isEmpty == right.Boolean);
    }

    private static Verdict Exists(Operand left, Operand right, EvaluationBudget budget)
    {
        if (left.Kind != OperandKind.Boolean && right.Kind != OperandKind.Boolean) return Verdict.Failed;
        if (left.Kind != OperandKind.Boolean || right.Kind != OperandKind.Boolean) return Verdict.Refused;
        return Of(left.Boolean == right.Boolean);
    }
}
