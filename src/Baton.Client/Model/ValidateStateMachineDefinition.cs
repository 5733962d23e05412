namespace Baton.Client;

public sealed record ValidateStateMachineDefinitionRequest
{
    /// <summary>The machine as Amazon States Language text.</summary>
    public required string Definition { get; init; }

    /// <summary>STANDARD unless set.</summary>
    public StateMachineType? Type { get; init; }

    /// <summary>Errors alone unless set to warnings.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>0 to 100; 0 or null is 100.</summary>
    public int? MaxResults { get; init; }
}

public sealed record ValidateStateMachineDefinitionResponse
{
    public required ValidationResult Result { get; init; }

    public required IReadOnlyList<DefinitionDiagnostic> Diagnostics { get; init; }

    /// <summary>Whether there are more diagnostics than were asked for.</summary>
    public bool? Truncated { get; init; }
}

/// <summary>Something that was found in a definition.</summary>
public sealed record DefinitionDiagnostic
{
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>Such as <c>MISSING_TRANSITION_TARGET</c>.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>A JSON pointer to the place, or line and column where the text is not JSON.</summary>
    public string? Location { get; init; }
}
