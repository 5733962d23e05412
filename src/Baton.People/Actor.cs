namespace Baton.People;

/// <summary>Who does something.</summary>
/// <param name="Name">The name that is written down.</param>
/// <param name="Groups">The groups that they belong to.</param>
public sealed record Actor(string Name, IReadOnlyList<string> Groups);
