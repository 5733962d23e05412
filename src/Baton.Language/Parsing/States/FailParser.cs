using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Fail state.</summary>
internal static class FailParser
{
    public static FailState Read(ObjectReader at, StateHead head) => new(head)
    {
        Error = ValueSources.ReadText(at, "Error"),
        Cause = ValueSources.ReadText(at, "Cause"),
    };
}
