using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Pass state.</summary>
internal static class PassParser
{
    public static PassState Read(ObjectReader at, StateHead head) => new(head) { Result = at.Get("Result") };
}
