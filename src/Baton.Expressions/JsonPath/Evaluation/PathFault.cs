namespace Baton.Expressions.Paths;

/// <summary>How a path failed. The kinds differ in who forgives them: a filter, a wildcard, an index.</summary>
internal enum PathFaultKind
{
    /// <summary>It leads to nothing.</summary>
    Missing,

    /// <summary>It cannot be applied here; inside a filter that means no match.</summary>
    Inapplicable,

    /// <summary>A function looked past the end of its array; an index above it means no result.</summary>
    OutOfRange,

    /// <summary>Anything else; it ends the whole evaluation.</summary>
    Broken,
}

/// <summary>A failed evaluation as a value: paths fail often (<c>IsPresent</c>, filters), and an exception each time would be slow.</summary>
/// <param name="Kind">How it failed.</param>
/// <param name="Explain">Makes the message, which few ask for.</param>
internal sealed record PathFault(PathFaultKind Kind, Func<string> Explain)
{
    /// <summary>Something missing, where nobody asks what.</summary>
    public static PathFault Nothing { get; } = new(PathFaultKind.Missing, () => "");

    public ExpressionException ToException() =>
        new(Kind == PathFaultKind.Missing ? ExpressionErrors.PathNotFound : ExpressionErrors.PathFailure, Explain());
}
