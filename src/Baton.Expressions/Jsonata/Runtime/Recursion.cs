using System.Runtime.CompilerServices;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Walks over nested data and nested text are recursive, and a stack that overflows ends the process: each of them asks here
/// before it goes deeper.
/// </summary>
internal static class Recursion
{
    /// <exception cref="ExpressionException">The stack is nearly used up (<see cref="ExpressionErrors.BudgetDepth"/>).</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
    }

    public static ExpressionException TooDeep() => new(ExpressionErrors.BudgetDepth, "Stack overflow error");
}
