using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Parallel state.</summary>
internal static class ParallelParser
{
    public static ParallelState? Read(ObjectReader at, StateHead head)
    {
        at.Require("Branches");
        var branches = Branches(at);
        var (retry, @catch) = (RetryParser.Retriers(at), RetryParser.Catchers(at));
        return branches is null ? null : new ParallelState(head, branches) { Retry = retry, Catch = @catch };
    }

    private static List<Scope>? Branches(ObjectReader at)
    {
        if (at.NonEmptyArray("Branches") is not { } array) return null;
        var branches = new List<Scope>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (Branch(at, at.At("Branches", i), array[i]) is { } scope) branches.Add(scope);
        }
        return branches.Count == array.Count ? branches : null;
    }

    private static Scope? Branch(ObjectReader at, Place place, JsonData value)
    {
        if (value is JsonObject json)
        {
            var context = at.Context with { Variables = at.Context.Variables.Nest(readsOuter: true) };
            return ScopeParser.Read(at.Inside(json, place, ScopeParser.BranchFields, context));
        }
        at.Context.Findings.Schema(place, Texts.Expected("OBJECT"));
        return null;
    }
}
