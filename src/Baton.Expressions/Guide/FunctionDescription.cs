namespace Baton.Expressions.Guide;

/// <summary>What an editor tells of a function that expressions can call.</summary>
/// <param name="Name">Its name as it is written: <c>$substring</c>, <c>States.Format</c>.</param>
/// <param name="Usage">A call of it, what may be left out in brackets: <c>$substring(text, start[, length])</c>.</param>
/// <param name="Signature">The types of a JSONata function as its documentation writes them: <c>&lt;s-nn?:s&gt;</c>; null for an intrinsic function.</param>
/// <param name="Summary">What it gives, in one sentence.</param>
public sealed record FunctionDescription(string Name, string Usage, string? Signature, string Summary);
