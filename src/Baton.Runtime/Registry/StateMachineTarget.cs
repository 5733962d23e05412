using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>What a caller names: a machine, at the revision that is meant.</summary>
/// <param name="Machine">The machine; its revision is the one of the version where a version is named.</param>
/// <param name="Version">The version that was named, directly or through an alias; null for the machine itself.</param>
/// <param name="Alias">The name of the alias; null where none was named.</param>
public sealed record StateMachineTarget(StateMachineRow Machine, StateMachineVersionRow? Version = null, string? Alias = null);
