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

    /// <summary>Warning: a value looks like a path or an intrinsic call, but its field's name does not end with <c>.$</c>.</summary>
    public const string NoDollar = "NO_DOLLAR";

    /// <summary>Warning: a value looks like a path, but its field's name does not end with <c>Path</c>.</summary>
    public const string NoPath = "NO_PATH";

    /// <summary>Warning: a Pass state's Result looks like a path, but is taken as it stands.</summary>
    public const string PassResultIsStatic = "PASS_RESULT_IS_STATIC";
}
