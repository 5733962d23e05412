using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing.States;
using Baton.Language.Validation;

namespace Baton.Language.Parsing;

/// <summary>Reads one state: its type first, then what all types share, then the rest.</summary>
internal static class StateParser
{
    private static readonly string[] TypeNames = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

    public static State? Read(ObjectReader scope, string name, JsonData value)
    {
        var place = scope.At("States").Field(name);
        if (value is not JsonObject json)
        {
            scope.Context.Findings.Schema(place, Texts.Expected("OBJECT"));
            return null;
        }
        if (Type(scope.Context, json, place) is not { } type) return null;
        var (language, mixed) = LanguageRules.OfState(scope.Context, json, place);
        var references = new HashSet<string>(StringComparer.Ordinal);
        var at = new ObjectReader(scope.Context, json, place, StateFields.Of(type), language, mixed, references);
        at.Outcome = type is StateType.Task or StateType.Parallel or StateType.Map ? "result" : null;
        LanguageRules.Check(at);
        if (ReadTyped(at, HeadParser.Read(at, name, type), type) is not { } state) return null;
        state.VariableReferences = [.. references.Order(StringComparer.Ordinal)];
        foreach (var rule in StateRules.All) rule.Check(at, state);
        return state;
    }

    private static State? ReadTyped(ObjectReader at, StateHead head, StateType type) => type switch
    {
        StateType.Pass => PassParser.Read(at, head),
        StateType.Task => TaskParser.Read(at, head),
        StateType.Choice => ChoiceParser.Read(at, head),
        StateType.Wait => WaitParser.Read(at, head),
        StateType.Succeed => new SucceedState(head),
        StateType.Fail => FailParser.Read(at, head),
        StateType.Parallel => ParallelParser.Read(at, head),
        StateType.Map => MapParser.Read(at, head),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There are eight types of state."),
    };

    private static StateType? Type(ParseContext context, JsonObject json, Place place)
    {
        if (!json.TryGet("Type", out var value))
        {
            context.Findings.Schema(place, Texts.Required(["Type"]));
            return null;
        }
        if (value is JsonString text && TypeNames.Contains(text.Value)) return Enum.Parse<StateType>(text.Value);
        context.Findings.Schema(place.Field("Type"), Texts.TypeOneOf(TypeNames));
        return null;
    }
}
