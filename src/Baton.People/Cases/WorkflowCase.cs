namespace Baton.People.Cases;

/// <summary>The case that an execution carries, as it is stored. Names and shapes only ever grow.</summary>
public sealed record WorkflowCase
{
    /// <summary>The number of the execution.</summary>
    public required long Id { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>What people call it, like a ticket's number; null for none.</summary>
    public string? Key { get; init; }

    public string? Title { get; init; }

    public string? Status { get; init; }

    public string? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public required string ExecutionArn { get; init; }

    public required string StateMachineArn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many acts its history has.</summary>
    public int Acts { get; init; }

    /// <summary>The task that has updated it last: asked again after a crash, it changes nothing.</summary>
    public string? UpdatedFor { get; init; }
}
