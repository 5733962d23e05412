using Baton.Json;
using Baton.Language;
using Baton.Language.Model;

namespace Baton.Testing;

/// <summary>Makes machines for tests.</summary>
public static class Machines
{
    /// <summary>States that never end.</summary>
    public const string EndlessLoop =
        """
        { "A": { "Type": "Pass", "Next": "C" },
          "C": { "Type": "Choice", "Choices": [ { "Variable": "$$.Execution.Name", "StringEquals": "never", "Next": "E" } ], "Default": "A" },
          "E": { "Type": "Succeed" } }
        """;

    /// <summary>Reads a definition, or only its states: then the first one is where it starts.</summary>
    public static StateMachine Parse(string definition)
    {
        var json = (JsonObject)JsonData.Parse(definition);
        if (!json.Has("States")) json = JsonObject.Of(("StartAt", JsonData.Of(json.Properties[0].Key)), ("States", json));
        var parsed = DefinitionParser.Parse(json.ToString(), DefinitionOptions.Standard);
        return parsed.Machine ?? throw new ArgumentException(parsed.InvalidDefinitionMessage());
    }
}
