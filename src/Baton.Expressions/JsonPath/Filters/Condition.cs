using Baton.Json;

namespace Baton.Expressions.Paths.Filters;

/// <summary>What a part of a filter says about an item.</summary>
internal enum Verdict
{
    No,
    Yes,

    /// <summary>The operator cannot be applied to these values: the whole filter does not match, a negation around it notwithstanding.</summary>
    Refused,

    /// <summary>The evaluation is over; the walk knows why.</summary>
    Failed,
}

/// <summary>The condition of a filter step.</summary>
internal abstract class Condition
{
    /// <summary>Whether an item matches; null when the evaluation failed.</summary>
    public bool? Matches(JsonData item, PathWalk walk) => Judge(item, walk) switch
    {
        Verdict.Yes => true,
        Verdict.Failed => null,
        _ => false,
    };

    public abstract Verdict Judge(JsonData item, PathWalk walk);
}

/// <summary><c>a &amp;&amp; b</c> and <c>a || b</c>.</summary>
internal sealed class LogicalCondition(IReadOnlyList<Condition> parts, bool isOr) : Condition
{
    public override Verdict Judge(JsonData item, PathWalk walk)
    {
        var enough = isOr ? Verdict.Yes : Verdict.No;
        foreach (var part in parts)
        {
            var verdict = part.Judge(item, walk);
            if (verdict == enough || verdict is Verdict.Refused or Verdict.Failed) return verdict;
        }
        return isOr ? Verdict.No : Verdict.Yes;
    }
}

/// <summary><c>!(a)</c>.</summary>
internal sealed class NotCondition(Condition part) : Condition
{
    public override Verdict Judge(JsonData item, PathWalk walk) => part.Judge(item, walk) switch
    {
        Verdict.Yes => Verdict.No,
        Verdict.No => Verdict.Yes,
        var other => other,
    };
}

/// <summary><c>@.a</c> alone, and <c>!@.a</c>: whether there is such a thing.</summary>
internal sealed class ExistsCondition(CompiledPath path, bool expected) : Condition
{
    public override Verdict Judge(JsonData item, PathWalk walk)
    {
        // The path starts at the item even if it is written with $: so does Jayway.
        var fault = path.EvaluateQuietly(item, walk.Root, walk.Budget, requireAll: true, out _);
        if (fault is { Kind: PathFaultKind.Inapplicable }) return Verdict.Refused;
        if (fault is not (null or { Kind: PathFaultKind.Missing }))
        {
            walk.Fail(fault);
            return Verdict.Failed;
        }
        return fault is null == expected ? Verdict.Yes : Verdict.No;
    }
}

/// <summary><c>a == b</c> and the like.</summary>
internal sealed class ComparisonCondition(Operand left, Comparison comparison, Operand right) : Condition
{
    public override Verdict Judge(JsonData item, PathWalk walk)
    {
        var l = left;
        var r = right;
        if (!Resolve(ref l, item, walk, out var verdict) || !Resolve(ref r, item, walk, out verdict)) return verdict;
        var judged = comparison(l, r, walk.Budget);
        if (judged == Verdict.Failed) walk.Fail(PathFaultKind.Broken, () => "Could not determine value type");
        return judged;
    }

    private static bool Resolve(ref Operand operand, JsonData item, PathWalk walk, out Verdict verdict)
    {
        verdict = Verdict.No;
        if (operand.Kind != OperandKind.Path) return true;
        var path = operand.Path;
        var fault = path.IsRoot ? walk.FromRoot(path, out var value) : path.EvaluateQuietly(item, walk.Root, walk.Budget, walk.RequireAll, out value);
        if (fault is null || fault.Kind == PathFaultKind.Missing)
        {
            operand = fault is null ? Operand.Of(value!) : Operand.Undefined;
            return true;
        }
        verdict = fault.Kind == PathFaultKind.Inapplicable ? Verdict.Refused : Verdict.Failed;
        walk.Fail(fault);
        return false;
    }
}
