using Baton.Expressions;

namespace Baton.Language.Parsing;

/// <summary>Reads <c>Assign</c>: an object whose names are variables.</summary>
internal static class AssignParser
{
    public static ValueTemplate? Read(ObjectReader at) => at.Object("Assign") is null ? null : Templates.Read(at, "Assign");
}
