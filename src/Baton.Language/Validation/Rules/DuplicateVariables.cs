using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary>
/// <c>DUPLICATE_VARIABLE_NAME</c>: a branch or an item processor sets a variable that a scope around it has. An error where the
/// outer scope has set it on every way to the state, a warning where it has on some; on none, the two never meet.
/// </summary>
internal sealed class DuplicateVariables : IRule
{
    /// <summary>So many names are followed through one scope; each costs a walk through its graph.</summary>
    private const int NamesMax = 100;

    public void Check(ScopeOutline machine, Findings findings) => Check(machine, [], findings);

    private static void Check(ScopeOutline scope, IReadOnlyList<Outer> around, Findings findings)
    {
        foreach (var assignment in scope.States.SelectMany(state => state.Assigns))
        {
            if (around.Count > 0) Check(assignment, around, findings);
        }
        var flow = new AssignmentFlow(scope, NamesMax);
        foreach (var state in scope.States)
        {
            IReadOnlyList<Outer> visible = state.IsDistributed ? [] : [.. around, new Outer(flow, state.Name)];
            foreach (var inner in state.Inner) Check(inner, visible, findings);
        }
    }

    private static void Check(Assignment assignment, IReadOnlyList<Outer> around, Findings findings)
    {
        var text = $"The variable name '{Texts.Shown(assignment.Name)}' was already defined in a parent scope.";
        if (around.Any(outer => outer.Flow.IsAlwaysSet(assignment.Name, outer.State)))
        {
            findings.Error(DiagnosticCodes.DuplicateVariableName, assignment.Place, text);
        }
        else if (around.Any(outer => outer.Flow.IsEverSet(assignment.Name, outer.State)))
        {
            findings.Warning(DiagnosticCodes.DuplicateVariableName, assignment.Place, text);
        }
    }

    /// <summary>A scope around another one, and the state of it that holds the other one.</summary>
    private sealed record Outer(AssignmentFlow Flow, string State);
}
