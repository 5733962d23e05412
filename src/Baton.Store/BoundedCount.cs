namespace Baton.Store;

/// <summary>How many there are, counted in an index.</summary>
/// <param name="Count">Never more than was asked for: at that there can be more.</param>
/// <param name="First">The lowest number or id of them; null where there is none.</param>
public readonly record struct BoundedCount(int Count, long? First);
