using Baton.Expressions.Paths.Filters;
using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>One step of a path, linked to the next. Immutable once the path is compiled.</summary>
internal abstract class Step
{
    /// <summary>The step after this one; null at the end of the path.</summary>
    public Step? Next { get; private set; }

    /// <summary>Whether all steps before this one lead to one node: then a miss is a failure and not just no result.</summary>
    public bool UpstreamDefinite { get; private set; }

    /// <summary>The place in the path, from 0.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Whether this step leads to at most one node.</summary>
    public abstract bool IsDefinite { get; }

    /// <summary>The step as Jayway prints it.</summary>
    public abstract string Fragment { get; }

    /// <summary>What the step adds to the place that error messages name.</summary>
    public virtual string Place => Fragment;

    /// <summary>This step, to be linked into another path.</summary>
    public Step Copy() => (Step)MemberwiseClone();

    /// <summary>Links steps into a path.</summary>
    public static void Link(ReadOnlySpan<Step> steps)
    {
        var definite = true;
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i].Ordinal = i;
            steps[i].UpstreamDefinite = definite;
            steps[i].Next = i + 1 < steps.Length ? steps[i + 1] : null;
            definite &= steps[i].IsDefinite;
        }
    }
}

/// <summary><c>.name</c> and <c>['name']</c>.</summary>
internal sealed class PropertyStep(string name, char quote = '\'') : Step
{
    public string Name { get; } = name;

    public override bool IsDefinite => true;

    public override string Fragment => PropertiesStep.Print([Name], quote);

    public override string Place => $"['{Name}']";
}

/// <summary><c>['a','b']</c>: at the end of a path one object with those properties, before it each of them in turn.</summary>
internal sealed class PropertiesStep(string[] names, char quote) : Step
{
    public string[] Names { get; } = names;

    public override bool IsDefinite => Next is null;

    public override string Fragment => Print(Names, quote);

    public override string Place => $"[{string.Join(", ", Names.Select(name => $"'{name}'"))}]";

    public static string Print(IEnumerable<string> names, char quote) =>
        $"[{string.Join(',', names.Select(name => $"{quote}{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}{quote}"))}]";
}

/// <summary><c>[2]</c> and, from the end, <c>[-1]</c>.</summary>
internal sealed class IndexStep(int index) : Step
{
    public int Index { get; } = index;

    public override bool IsDefinite => true;

    public override string Fragment => $"[{Index}]";
}

/// <summary><c>[0,2]</c>.</summary>
internal sealed class IndexesStep(int[] indexes) : Step
{
    public int[] Indexes { get; } = indexes;

    public override bool IsDefinite => false;

    public override string Fragment => $"[{string.Join(',', Indexes)}]";
}

/// <summary><c>[1:]</c>, <c>[:2]</c>, <c>[1:3]</c>.</summary>
internal sealed class SliceStep(int? from, int? to) : Step
{
    public int? From { get; } = from;

    public int? To { get; } = to;

    public override bool IsDefinite => false;

    public override string Fragment => $"[{From}:{To}]";
}

/// <summary><c>*</c> and <c>[*]</c>.</summary>
internal sealed class WildcardStep : Step
{
    public override bool IsDefinite => false;

    public override string Fragment => "[*]";
}

/// <summary><c>..</c>: the next step, applied to every node below.</summary>
internal sealed class ScanStep : Step
{
    public override bool IsDefinite => false;

    public override string Fragment => "..";
}

/// <summary><c>[?(…)]</c>.</summary>
internal sealed class FilterStep(Condition condition) : Step
{
    public Condition Condition { get; } = condition;

    public override bool IsDefinite => false;

    public override string Fragment => "[?]";
}

/// <summary><c>.length()</c> and the like.</summary>
internal sealed class FunctionStep(string name, IReadOnlyList<FunctionArgument> arguments) : Step
{
    public string Name { get; } = name;

    public IReadOnlyList<FunctionArgument> Arguments { get; } = arguments;

    public override bool IsDefinite => true;

    public override string Fragment => Arguments.Count > 0 ? $".{Name}(...)" : $".{Name}()";

    public override string Place => "";
}

/// <summary>An argument of a path function: a path from the document's root, or JSON.</summary>
/// <param name="Path">The path; null for JSON.</param>
/// <param name="Children">For <c>length</c>, the path to the children of what <paramref name="Path"/> leads to.</param>
/// <param name="Json">The JSON value; null for a path, and for text that is no JSON.</param>
internal sealed record FunctionArgument(CompiledPath? Path, CompiledPath? Children, JsonData? Json);
