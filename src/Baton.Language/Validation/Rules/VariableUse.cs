using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>POSSIBLY_UNDEFINED_VARIABLE</c>, <c>UNUSED_VARIABLE</c>: a variable is only read, or only set.</summary>
internal static class VariableUse
{
    public static void Check(VariableScope machine, Findings findings)
    {
        CheckSeen(machine, findings);
        CheckUnused(machine, findings);
    }

    private static void CheckSeen(VariableScope scope, Findings findings)
    {
        foreach (var (name, place) in scope.References.DistinctBy(reference => reference.Name))
        {
            if (!Around(scope).Prepend(scope).Any(visible => visible.Assigned.ContainsKey(name)))
            {
                findings.Warning(DiagnosticCodes.PossiblyUndefinedVariable, place, $"Variable '{Texts.Shown(name)}' is possibly not defined.");
            }
        }
        foreach (var inner in scope.Inner) CheckSeen(inner, findings);
    }

    /// <summary>Reports what is set and never read; returns what the scope and those inside of it read.</summary>
    private static HashSet<string> CheckUnused(VariableScope scope, Findings findings)
    {
        var read = scope.References.Select(reference => reference.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var inner in scope.Inner)
        {
            var below = CheckUnused(inner, findings);
            if (inner.ReadsOuter) read.UnionWith(below);
        }
        foreach (var (name, place) in scope.Assigned)
        {
            if (!read.Contains(name)) findings.Warning(DiagnosticCodes.UnusedVariable, place, $"Variable '{name}' is never read.");
        }
        return read;
    }

    /// <summary>The scopes around a scope whose variables it can see.</summary>
    private static IEnumerable<VariableScope> Around(VariableScope scope)
    {
        while (scope is { ReadsOuter: true, Outer: { } outer })
        {
            yield return outer;
            scope = outer;
        }
    }
}
