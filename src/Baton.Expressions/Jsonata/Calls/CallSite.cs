namespace Baton.Expressions.Jsonata;

/// <summary>A place in the text that calls something.</summary>
/// <param name="Position">Where the call is, from 0; null where the text has no place for it.</param>
/// <param name="Token">What is called, as a string or a literal value; null where it has no name.</param>
internal sealed record CallSite(int? Position, object? Token);
