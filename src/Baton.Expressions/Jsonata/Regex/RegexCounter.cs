namespace Baton.Expressions.Jsonata;

/// <summary>A loop whose body is too long to be written out as often as it may run.</summary>
/// <param name="Register">Where the iterations are counted.</param>
/// <param name="Start">Where the current iteration started.</param>
/// <param name="Least">How many there must be.</param>
/// <param name="Most">How many there may be.</param>
/// <param name="IsGreedy">Whether it runs as often as it can.</param>
/// <param name="Exit">Where to go on after it.</param>
internal sealed record RegexCounter(int Register, int Start, int Least, int Most, bool IsGreedy, int Exit);
