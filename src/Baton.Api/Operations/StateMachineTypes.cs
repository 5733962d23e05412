using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>The published names of the types of machines.</summary>
internal static class StateMachineTypes
{
    public const string Standard = "STANDARD";
    public const string Express = "EXPRESS";

    public static string Of(StateMachineType type) => type == StateMachineType.Express ? Express : Standard;

    /// <summary>The type of a name; a missing one is STANDARD.</summary>
    public static StateMachineType Parse(string? name) => name == Express ? StateMachineType.Express : StateMachineType.Standard;
}
