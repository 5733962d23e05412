using System.Diagnostics.CodeAnalysis;
using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>A path as Jayway knows it: from the document's root or from the item at hand, through steps.</summary>
internal sealed class CompiledPath
{
    private readonly Step[] _steps;

    /// <summary>Whether the path is a chain of names and indexes only, which needs no walk.</summary>
    private readonly bool _isChain;

    private CompiledPath(bool isRoot, Step[] steps)
    {
        IsRoot = isRoot;
        _steps = steps;
        Step.Link(steps);
        IsDefinite = steps.All(step => step.IsDefinite);
        _isChain = steps.All(step => step is PropertyStep or IndexStep);
    }

    /// <summary>Whether it starts with <c>$</c>, not with <c>@</c>.</summary>
    public bool IsRoot { get; }

    /// <summary>Whether it leads to one value and not to a list of them.</summary>
    public bool IsDefinite { get; }

    /// <summary>Whether it names one node only, without operators.</summary>
    public bool IsChain => _isChain;

    public bool IsFunction => _steps is [.., FunctionStep];

    public ReadOnlySpan<Step> Steps => _steps;

    public static CompiledPath Of(bool isRoot, IReadOnlyList<Step> steps)
    {
        if (steps is not [ScanStep, .., FunctionStep]) return new CompiledPath(isRoot, [.. steps]);

        // A function at the end of a scan takes all that was found at once: $..x.sum() is $.sum($..x).
        var at = steps.TakeWhile(step => step is not FunctionStep).Count();
        var function = new FunctionStep(((FunctionStep)steps[at]).Name, [Argument(new CompiledPath(true, [.. steps.Take(at)]))]);
        return new CompiledPath(true, [function, .. steps.Skip(at + 1)]);
    }

    /// <summary>A path as the argument of a function.</summary>
    public static FunctionArgument Argument(CompiledPath path)
    {
        if (path.IsFunction || path._steps.Length == 0) return new FunctionArgument(path, null, null);
        return new FunctionArgument(path, new CompiledPath(path.IsRoot, [.. path._steps.Select(step => step.Copy()), new WildcardStep()]), null);
    }

    /// <summary>Follows a chain without allocating.</summary>
    /// <returns>False if it leads to nothing, or if this is no chain.</returns>
    public bool TryFollow(JsonData start, [NotNullWhen(true)] out JsonData? value)
    {
        value = null;
        if (!_isChain) return false;
        var node = start;
        foreach (var step in _steps)
        {
            if (step is PropertyStep property)
            {
                if (node is not JsonObject owner || !owner.TryGet(property.Name, out var found)) return false;
                node = found;
            }
            else
            {
                if (node is not JsonArray items) return false;
                var index = ((IndexStep)step).Index;
                if (index < 0) index += items.Count;
                if (index < 0 || index >= items.Count) return false;
                node = items[index];
            }
        }
        value = node;
        return true;
    }

    /// <summary>Evaluates the path.</summary>
    /// <param name="start">Where it starts: the root, or the item of a filter.</param>
    /// <param name="root">The document that <c>$</c> means inside.</param>
    /// <param name="budget">What the evaluation may use.</param>
    /// <param name="requireAll">Whether a miss is a failure below indefinite steps too: how filters ask whether something exists.</param>
    /// <param name="isDefinite">Whether one value is asked for; null for <see cref="IsDefinite"/>.</param>
    /// <returns>The failure, or null if there is a value.</returns>
    public PathFault? Evaluate(JsonData start, JsonData root, EvaluationBudget budget, bool requireAll, out JsonData? value, bool? isDefinite = null)
    {
        if (TryFollow(start, out value))
        {
            budget.Spend(_steps.Length + 1);
            return null;
        }
        var walk = new PathWalk(this, root, budget, requireAll);
        if (walk.Run(start) is { } fault) return fault;
        value = isDefinite ?? IsDefinite ? walk.LastResult : walk.AllResults;
        return value is null ? new PathFault(PathFaultKind.Missing, () => $"No results for path: {this}") : null;
    }

    /// <summary>Evaluates the path for one who does not ask why something is missing; for chains that costs nothing.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public PathFault? EvaluateQuietly(JsonData start, JsonData root, EvaluationBudget budget, bool requireAll, out JsonData? value)
    {
        if (!_isChain) return Evaluate(start, root, budget, requireAll, out value);
        budget.Spend(_steps.Length + 1);
        return TryFollow(start, out value) ? null : PathFault.Nothing;
    }

    /// <summary>The place before a step, as error messages name it.</summary>
    public string PlaceBefore(Step step) => "$" + string.Concat(_steps.TakeWhile(s => s != step).Select(s => s.Place));

    /// <summary>The path from a step on, as Jayway prints it.</summary>
    public string From(Step step) => string.Concat(_steps.SkipWhile(s => s != step).Select(s => s.Fragment));

    public override string ToString() => (IsRoot ? "$" : "@") + string.Concat(_steps.Select(step => step.Fragment));
}
