using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;
using Baton.Language.Validation.Rules;

namespace Baton.Language.Validation;

/// <summary>The rules about how states hang together, in the order in which AWS reports them.</summary>
internal static class GraphRules
{
    private static readonly IRule[] All =
    [
        new StateNames(), new DuplicateStateNames(), new DuplicateLabels(),
        new MissingTransitionTarget(), new UnreachableState(), new MissingEndState(), new UnreachedState(),
        new DuplicateVariables(),
    ];

    public static void Check(Findings findings, JsonObject definition)
    {
        var machine = OutlineReader.Scope(definition, Place.Root);
        foreach (var rule in All) rule.Check(machine, findings);
    }
}
