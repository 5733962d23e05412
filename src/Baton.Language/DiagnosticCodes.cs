namespace Baton.Language;

/// <summary>The codes of findings: those of ValidateStateMachineDefinition, then our own.</summary>
public static class DiagnosticCodes
{
    /// <summary>The text is not JSON.</summary>
    public const string InvalidJson = "INVALID_JSON_DESCRIPTION";

    /// <summary>There is no text.</summary>
    public const string MissingDescription = "MISSING_DESCRIPTION";

    /// <summary>A field is missing, not known, or has a value that it cannot have.</summary>
    public const string Schema = "SCHEMA_VALIDATION_FAILED";

    /// <summary>A scope cannot end.</summary>
    public const string MissingEndState = "MISSING_END_STATE";

    /// <summary>Two states of the machine have one name.</summary>
    public const string DuplicateStateName = "DUPLICATE_STATE_NAME";

    /// <summary>A state's name is empty, too long, or has characters that names cannot have.</summary>
    public const string InvalidStateName = "INVALID_STATE_NAME";

    /// <summary>Two Map states of the machine have one label.</summary>
    public const string DuplicateLabelName = "DUPLICATE_LABEL_NAME";

    /// <summary>A Map's label is empty, too long, or has characters that names cannot have.</summary>
    public const string InvalidLabelName = "INVALID_LABEL_NAME";

    /// <summary>A transition leads to no state of its scope, or no transition leads to a state.</summary>
    public const string MissingTransitionTarget = "MISSING_TRANSITION_TARGET";

    /// <summary>The definition nests deeper than we read.</summary>
    public const string TooDeeplyNested = "TOO_DEEPLY_NESTED";

    /// <summary>A JSONata expression does not parse.</summary>
    public const string InvalidJsonata = "INVALID_JSONATA_EXPRESSION";

    /// <summary>A JSONata expression reads what it cannot see where it stands.</summary>
    public const string UnsupportedJsonata = "UNSUPPORTED_JSONATA_EXPRESSION";

    /// <summary>A variable has a name that variables cannot have.</summary>
    public const string InvalidVariableName = "INVALID_VARIABLE_NAME";

    /// <summary>A variable is called <c>states</c>.</summary>
    public const string ReservedVariableName = "RESERVED_VARIABLE_NAME";

    /// <summary>A branch or an item processor sets a variable that a scope around it has: an error where it surely has, a warning where it may have.</summary>
    public const string DuplicateVariableName = "DUPLICATE_VARIABLE_NAME";

    /// <summary>Warning: a value looks like a path or an intrinsic call, but its field's name does not end with <c>.$</c>.</summary>
    public const string NoDollar = "NO_DOLLAR";

    /// <summary>Warning: a value looks like a path, but its field's name does not end with <c>Path</c>.</summary>
    public const string NoPath = "NO_PATH";

    /// <summary>Warning: a Pass state's Result looks like a path, but is taken as it stands.</summary>
    public const string PassResultIsStatic = "PASS_RESULT_IS_STATIC";

    /// <summary>Our own warning: no way from the start leads to a state that others lead to.</summary>
    public const string UnreachedState = "UNREACHED_STATE";

    /// <summary>Our own warning: a branch or an item processor has no state that ends it.</summary>
    public const string EndlessScope = "ENDLESS_SCOPE";

    /// <summary>Our own warning: a task waits for a worker or a callback with neither timeout nor heartbeat, so for up to three years.</summary>
    public const string TaskWithoutTimeout = "TASK_WITHOUT_TIMEOUT";

    /// <summary>Our own warning: a task waits for its token to come back, but does not hand it out.</summary>
    public const string TokenNotPassed = "TOKEN_NOT_PASSED";

    /// <summary>Our own warning: an HTTP task sets a header that it cannot set, so that it will fail.</summary>
    public const string RefusedHeader = "REFUSED_HEADER";

    /// <summary>Our own warning: a Retry or Catch names an error of the <c>States.</c> family that there is not.</summary>
    public const string UnknownErrorName = "UNKNOWN_ERROR_NAME";

    /// <summary>Our own warning: a JSONPath state has a value that looks like a JSONata expression.</summary>
    public const string JsonataInJsonPath = "JSONATA_IN_JSONPATH";

    /// <summary>Our own warning: a JSONata state has a field whose name ends with <c>.$</c>, which means nothing there.</summary>
    public const string JsonPathInJsonata = "JSONPATH_IN_JSONATA";

    /// <summary>Our own warning: a Map that is not distributed has a field that only distributed ones use.</summary>
    public const string IgnoredField = "IGNORED_FIELD";

    /// <summary>Our own warning: a variable is read that no state of its scope or of a scope around it sets.</summary>
    public const string PossiblyUndefinedVariable = "POSSIBLY_UNDEFINED_VARIABLE";

    /// <summary>Our own warning: a variable is set and never read.</summary>
    public const string UnusedVariable = "UNUSED_VARIABLE";

    /// <summary>Our own warning: an object has a field twice, and only the last one counts.</summary>
    public const string DuplicateField = "DUPLICATE_FIELD";
}
