namespace Baton.Expressions;

/// <summary>Codes of failures that no published list names.</summary>
public static class ExpressionErrors
{
    /// <summary>A text is not a path or an intrinsic call.</summary>
    public const string Syntax = "SYNTAX";

    /// <summary>A path leads to nothing.</summary>
    public const string PathNotFound = "PATH_NOT_FOUND";

    /// <summary>A path cannot be applied to what it met: a function refused its values, a filter met a primitive.</summary>
    public const string PathFailure = "PATH_FAILURE";

    /// <summary>A value cannot be written where a reference path leads.</summary>
    public const string PathNotWritable = "PATH_NOT_WRITABLE";

    /// <summary>A variable has no value.</summary>
    public const string UndefinedVariable = "UNDEFINED_VARIABLE";

    /// <summary>An intrinsic function refused its arguments.</summary>
    public const string IntrinsicFailure = "INTRINSIC_FAILURE";

    /// <summary>The evaluation took more steps or time than its budget.</summary>
    public const string BudgetTime = "BUDGET_TIME";

    /// <summary>The evaluation nested deeper than its budget.</summary>
    public const string BudgetDepth = "BUDGET_DEPTH";

    /// <summary>The evaluation made more data than its budget.</summary>
    public const string BudgetSize = "BUDGET_SIZE";
}
