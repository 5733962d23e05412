using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Wait state.</summary>
internal static class WaitParser
{
    public static WaitState Read(ObjectReader at, StateHead head)
    {
        if (at.Language == QueryLanguage.JsonPath) at.RequireOne("SecondsPath", "Seconds", "TimestampPath", "Timestamp");
        else at.RequireOne("Seconds", "Timestamp");
        return new WaitState(head)
        {
            Seconds = ValueSources.Read(at, "Seconds", ValueSources.Integer(0, (long)Retrier.SecondsMax)),
            Timestamp = ValueSources.Read(at, "Timestamp", ValueSources.Timestamp),
        };
    }
}
