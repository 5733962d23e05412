using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads what all types of state share.</summary>
internal static class HeadParser
{
    public static StateHead Read(ObjectReader at, string name, StateType type) => new()
    {
        Name = name,
        Place = at.Place,
        QueryLanguage = at.Language,
        Comment = at.String("Comment"),
        Next = Next(at),
        InputPath = OrRoot(at, "InputPath"),
        Parameters = type == StateType.Map ? null : Templates.Payload(at, "Parameters"), // a Map's Parameters are its ItemSelector
        ResultSelector = Templates.Payload(at, "ResultSelector"),
        ResultPath = ResultPath(at),
        OutputPath = OrRoot(at, "OutputPath"),
        Assign = AssignParser.Read(at),
        Arguments = Templates.Read(at, "Arguments"),
        Output = Templates.Read(at, "Output"),
    };

    /// <summary>Where a result goes: <c>$</c> unless given, null to discard it; it names a place in the input, so no context and no variable.</summary>
    public static JsonPath? ResultPath(ObjectReader at)
    {
        const string field = "ResultPath";
        if (!at.Has(field)) return JsonPath.Root;
        if (at.Get(field)!.Kind == JsonKind.Null || at.ReferencePath(field) is not { } path) return null;
        if (path.IsContext || path.Variable is not null)
        {
            at.Error(field, Texts.NotReferencePath("The path cannot start at the context object or at a variable"));
        }
        return path;
    }

    private static JsonPath? OrRoot(ObjectReader at, string field) => at.Has(field) ? at.Path(field) : JsonPath.Root;

    /// <summary>Most states have either <c>Next</c> or <c>End: true</c>; where the type has neither field, they were refused already.</summary>
    private static string? Next(ObjectReader at)
    {
        if (!at.Allows("Next")) return null;
        var ends = at.Boolean("End") == true;
        if (ends == at.Has("Next")) at.Error(ends ? Texts.ManyOf(["Next", "End"]) : Texts.NoneOf(["Next", "End"]));
        return at.String("Next");
    }
}
