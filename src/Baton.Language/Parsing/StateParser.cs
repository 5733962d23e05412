using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing.States;

namespace Baton.Language.Parsing;

/// <summary>Reads one state: its type first, then what all types share, then the rest.</summary>
internal static class StateParser
{
    private static readonly string[] TypeNames = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

    public static State? Read(ObjectReader scope, string name, JsonData value)
    {
        var location = scope.At($"States/{Texts.Shown(name, Names.LengthMax)}");
        if (value is not JsonObject json)
        {
            scope.Context.Findings.Schema(location, Texts.Expected("Object"));
            return null;
        }
        if (Type(scope.Context, json, location) is not { } type) return null;
        var at = new ObjectReader(scope.Context, json, location, StateFields.Of(type), LanguageRules.Of(scope.Context, json, location));
        var head = HeadParser.Read(at, name, type);
        return type switch
        {
            StateType.Pass => PassParser.Read(at, head),
            StateType.Task => TaskParser.Read(at, head),
            StateType.Choice => ChoiceParser.Read(at, head),
            StateType.Wait => WaitParser.Read(at, head),
            StateType.Succeed => new SucceedState(head),
            StateType.Fail => FailParser.Read(at, head),
            StateType.Parallel => ParallelParser.Read(at, head),
            StateType.Map => MapParser.Read(at, head),
            _ => throw new ArgumentOutOfRangeException(nameof(value), type, "There are eight types of state."),
        };
    }

    private static StateType? Type(ParseContext context, JsonObject json, string location)
    {
        if (!json.TryGet("Type", out var value))
        {
            context.Findings.Schema(location, Texts.Required(["Type"]));
            return null;
        }
        if (value is JsonString text && TypeNames.Contains(text.Value)) return Enum.Parse<StateType>(text.Value);
        context.Findings.Schema($"{location}/Type", Texts.OneOf("Type", TypeNames));
        return null;
    }
}
