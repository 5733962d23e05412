namespace Baton.Expressions;

/// <summary>Something wrong in a payload template, found when it is read.</summary>
/// <param name="Pointer">Where: the JSON pointer of the object that holds the field.</param>
/// <param name="Message">What, as a sentence in the words of Step Functions where those are known.</param>
public sealed record TemplateFault(string Pointer, string Message);
