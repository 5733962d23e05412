using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>
/// One evaluation of a path that is more than a chain. Methods that follow a step return false when the walk is over because
/// it failed; <see cref="_fault"/> says how. Recursion happens where a path branches and is counted in the budget's depth.
/// </summary>
internal sealed class PathWalk(CompiledPath path, JsonData root, EvaluationBudget budget, bool requireAll)
{
    private const int BytesPerResult = 16;

    private readonly List<JsonData> _results = [];
    private PathFault? _fault;

    /// <summary>What paths from the root gave that stand in filters: it is the same for every item.</summary>
    private Dictionary<CompiledPath, (JsonData? Value, PathFault? Fault)>? _fromRoot;

    /// <summary>By step: the index of the array item that a scan last sent there, plus one; see <see cref="IsTaken"/>.</summary>
    private int[]? _scanned;

    public EvaluationBudget Budget => budget;

    public JsonData Root => root;

    /// <summary>Whether misses below indefinite steps fail.</summary>
    public bool RequireAll => requireAll;

    public JsonData? LastResult => _results.Count > 0 ? _results[^1] : null;

    public JsonData AllResults => _results.Count > 0 ? new JsonArray(_results) : JsonArray.Empty;

    public PathFault? Run(JsonData start) => Follow(path.Steps.Length > 0 ? path.Steps[0] : null, start) ? null : _fault;

    /// <summary>Evaluates a path of a filter that starts at the root, once.</summary>
    public PathFault? FromRoot(CompiledPath other, out JsonData? value)
    {
        if (other.IsChain) return other.EvaluateQuietly(root, root, budget, requireAll, out value);
        _fromRoot ??= [];
        if (!_fromRoot.TryGetValue(other, out var known))
        {
            var fault = other.Evaluate(root, root, budget, requireAll, out var found);
            _fromRoot[other] = known = (found, fault);
        }
        value = known.Value;
        return known.Fault;
    }

    public bool Fail(PathFaultKind kind, Func<string> explain) => Fail(new PathFault(kind, explain));

    public bool Fail(PathFault fault)
    {
        _fault = fault;
        return false;
    }

    private bool Follow(Step? step, JsonData node)
    {
        var throughIndex = false;
        while (true)
        {
            budget.Spend();
            switch (step)
            {
                case null:
                    return Add(node);
                case PropertyStep property:
                    if (node is not JsonObject owner) return NotAnObject(property, node);
                    if (!owner.TryGet(property.Name, out var found)) return Misses(property, property.Name);
                    if (property.Next is null) return !IsTaken(property) || Add(found);
                    node = found;
                    break;
                case IndexStep index:
                    if (node is not JsonArray items) return NotAnArray(index, node);
                    var at = index.Index < 0 ? index.Index + items.Count : index.Index;
                    if (at < 0 || at >= items.Count) return true;
                    throughIndex = true;
                    node = items[at];
                    break;
                case FunctionStep function:
                    if (!PathFunctions.TryCall(function, node, this, out var result)) return throughIndex && Forgives(PathFaultKind.OutOfRange);
                    Add(result);
                    if (function.Next is null) return true;
                    node = result;
                    break;
                default:
                    return Branch(step, node) || throughIndex && Forgives(PathFaultKind.OutOfRange);
            }
            step = step!.Next;
        }
    }

    private bool Branch(Step step, JsonData node)
    {
        budget.Enter();
        try
        {
            return step switch
            {
                WildcardStep => Wildcard(step, node),
                ScanStep => Scan(step, node),
                FilterStep filter => Filter(filter, node),
                SliceStep slice => Slice(slice, node),
                IndexesStep indexes => Indexes(indexes, node),
                PropertiesStep properties => Properties(properties, node),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        finally
        {
            budget.Leave();
        }
    }

    private bool Wildcard(Step step, JsonData node)
    {
        if (node is JsonObject owner)
        {
            foreach (var (_, value) in owner.Properties)
            {
                if (step.Next is null ? IsTaken(step) && !Add(value) : !Follow(step.Next, value)) return false;
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items.Items)
            {
                if (Follow(step.Next, item) || Forgives(PathFaultKind.OutOfRange)) continue;
                if (requireAll || !Forgives(PathFaultKind.Missing)) return false;
            }
        }
        return true;
    }

    private bool Properties(PropertiesStep step, JsonData node)
    {
        if (node is not JsonObject owner) return NotAnObject(step, node);
        if (step.Next is null) return Merge(step, owner);
        foreach (var name in step.Names)
        {
            if (owner.TryGet(name, out var value) ? !Follow(step.Next, value) : !Misses(step, name)) return false;
        }
        return true;
    }

    private bool Merge(PropertiesStep step, JsonObject owner)
    {
        var merged = new JsonObject.Builder(step.Names.Length);
        budget.Allocate(step.Names.Length * BytesPerResult);
        foreach (var name in step.Names)
        {
            if (owner.TryGet(name, out var value)) merged.Set(name, value);
            else if (requireAll) return Fail(PathFaultKind.Missing, () => $"Missing property in path {path.PlaceBefore(step)}{step.Place}");
        }
        return Add(merged.Build());
    }

    private bool Indexes(IndexesStep step, JsonData node)
    {
        if (node is not JsonArray items) return NotAnArray(step, node);
        foreach (var index in step.Indexes)
        {
            if (!Item(step, items, index)) return false;
        }
        return true;
    }

    private bool Slice(SliceStep step, JsonData node)
    {
        if (node is not JsonArray items) return NotAnArray(step, node);
        var from = step.From ?? 0;
        var to = step.To ?? items.Count;
        if (step.To is null && from < 0) from = Math.Max(0, from + items.Count);
        if (step.From is null && to < 0) to += items.Count;
        to = Math.Min(to, items.Count);

        // Of two bounds a negative one does not count from the end: the slice runs over the negative indexes, each of which does.
        for (var i = Math.Max(from, -items.Count); i < to; i++)
        {
            if (!Item(step, items, i)) return false;
        }
        return true;
    }

    private bool Filter(FilterStep step, JsonData node)
    {
        if (node is JsonObject)
        {
            var match = step.Condition.Matches(node, this);
            return match is null ? false : !match.Value || Follow(step.Next, node);
        }
        if (node is not JsonArray items)
        {
            return !step.UpstreamDefinite
                || Fail(PathFaultKind.Inapplicable, () => $"Filter: {path.From(step)} can not be applied to primitives. Current context is: {JavaText.Of(node)}");
        }
        for (var i = 0; i < items.Count; i++)
        {
            budget.Spend();
            var match = step.Condition.Matches(items[i], this);
            if (match is null || match.Value && !Item(step, items, i)) return false;
        }
        return true;
    }

    private bool Scan(Step scan, JsonData node) =>
        scan.Next is { } target ? Descend(target, node) : Fail(PathFaultKind.Broken, () => "Current path token is a leaf");

    private bool Descend(Step target, JsonData node)
    {
        budget.Spend();
        if (node is not (JsonObject or JsonArray)) return true;
        budget.Enter();
        try
        {
            var match = Accepts(target, node);
            if (match is null) return false;
            if (match.Value && !(node is JsonArray array && target.Next is not null ? ScanItems(target.Next, array) : Follow(target, node))) return false;
            if (node is JsonObject owner)
            {
                foreach (var (_, value) in owner.Properties)
                {
                    if (!Descend(target, value)) return false;
                }
            }
            else
            {
                foreach (var item in ((JsonArray)node).Items)
                {
                    if (!Descend(target, item)) return false;
                }
            }
            return true;
        }
        finally
        {
            budget.Leave();
        }
    }

    /// <summary>A scan sends all items of an array to the step behind its target, whatever the target selects.</summary>
    private bool ScanItems(Step next, JsonArray items)
    {
        _scanned ??= new int[path.Steps.Length];
        for (var i = 0; i < items.Count; i++)
        {
            _scanned[next.Ordinal] = i + 1;
            if (!Follow(next, items[i])) return false;
        }
        return true;
    }

    /// <summary>
    /// Whether a property at the end of the path becomes a result. Behind a scan over array items it does only if the step before
    /// the last one is that item's index: how Jayway makes up for <see cref="ScanItems"/>.
    /// </summary>
    private bool IsTaken(Step last)
    {
        if (_scanned is null || _scanned[last.Ordinal] == 0) return true;
        return last.Ordinal > 0 && path.Steps[last.Ordinal - 1] is IndexStep index && index.Index == _scanned[last.Ordinal] - 1;
    }

    /// <summary>Whether a scan applies its target to a node; null when finding out failed.</summary>
    private bool? Accepts(Step target, JsonData node) => target switch
    {
        WildcardStep => true,
        PropertyStep property => node is JsonObject owner && owner.Has(property.Name),
        PropertiesStep { Next: null } properties => node is JsonObject owner && Array.TrueForAll(properties.Names, owner.Has),
        PropertiesStep => node is JsonObject,
        IndexStep or IndexesStep or SliceStep => node is JsonArray,
        FilterStep filter => filter.Condition.Matches(node, this),
        _ => false,
    };

    private bool Item(Step step, JsonArray items, int index)
    {
        if (index < 0) index += items.Count;
        return index < 0 || index >= items.Count || Follow(step.Next, items[index]) || Forgives(PathFaultKind.OutOfRange);
    }

    private bool Add(JsonData value)
    {
        budget.Allocate(BytesPerResult);
        _results.Add(value);
        return true;
    }

    private bool Misses(Step step, string name)
    {
        if (step.Next is null) return !requireAll || Fail(PathFaultKind.Missing, () => $"No results for path: {path.PlaceBefore(step)}['{name}']");

        // Where the path has an indefinite step, nothing there gives no results and is no failure (Step Functions does as json-path 2.0.0 did).
        var isFailure = requireAll || path.IsDefinite && step.UpstreamDefinite;
        return !isFailure || Fail(PathFaultKind.Missing, () => $"Missing property in path {path.PlaceBefore(step)}['{name}']");
    }

    private bool NotAnObject(Step step, JsonData node)
    {
        if (!step.UpstreamDefinite) return true;
        return Fail(
            PathFaultKind.Missing,
            () => $"Expected to find an object with property {step.Fragment} in path {path.PlaceBefore(step)} but found '{JavaText.ClassOf(node)}'. " +
            "This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.");
    }

    private bool NotAnArray(Step step, JsonData node)
    {
        if (!step.UpstreamDefinite) return true;
        return Fail(PathFaultKind.Missing, () => node == JsonData.Null
            ? $"The path {path.PlaceBefore(step)} is null"
            : $"Filter: {path.From(step)} can only be applied to arrays. Current context is: {JavaText.Of(node)}");
    }

    /// <summary>Drops a failure of one kind and goes on.</summary>
    private bool Forgives(PathFaultKind kind)
    {
        if (_fault?.Kind != kind) return false;
        _fault = null;
        return true;
    }
}
