namespace Baton.Client;

/// <summary>What is null stays as it is; at least one must be given.</summary>
public sealed record UpdateMapRunRequest
{
    /// <summary>A run that is running.</summary>
    public required string MapRunArn { get; init; }

    /// <summary>0 is no limit of its own.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>0 to 100.</summary>
    public double? ToleratedFailurePercentage { get; init; }

    public long? ToleratedFailureCount { get; init; }
}

public sealed record UpdateMapRunResponse;
