using Baton.Json;

namespace Baton.Engine.Execution;

/// <summary>A distributed Map whose items run as child executions: what its fields came to when the state was entered.</summary>
/// <remarks>The items themselves, the reader's and the writer's configuration are in the definition and in the state's input; they are looked up when they are needed.</remarks>
public sealed record OpenMapRun
{
    /// <summary>Says whose end a command is about: each attempt of the state is a run of its own.</summary>
    public required TaskToken Token { get; init; }

    public required string Arn { get; init; }

    /// <summary>The last part of the children's machine: <c>Label</c>, or one made up.</summary>
    public required string Label { get; init; }

    /// <summary>How many children may run at once; 0 is no limit of its own.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>How many items may fail, in percent; null where only the count decides.</summary>
    public double? ToleratedFailurePercentage { get; init; }

    /// <summary>How many items may fail; null where only the percentage decides.</summary>
    public long? ToleratedFailureCount { get; init; }

    /// <summary>The items where they were computed and so cannot be selected again; null where they can, or are read from outside.</summary>
    public JsonText? Items { get; init; }

    /// <summary>What the <c>ItemReader</c> is given; null where there is none.</summary>
    public JsonText? ReaderArguments { get; init; }

    /// <summary>How many items are read at most; null for all.</summary>
    public long? ItemsMax { get; init; }

    /// <summary>How many items one child gets at most; null where nothing is batched or only the bytes decide.</summary>
    public long? ItemsPerBatchMax { get; init; }

    /// <summary>How many bytes one child's input has at most; null where nothing is batched or only the count decides.</summary>
    public long? BytesPerBatchMax { get; init; }

    /// <summary>What every batch gets beside its items; null for nothing.</summary>
    public JsonText? BatchInput { get; init; }

    /// <summary>What the <c>ResultWriter</c> is given; null where nothing is written.</summary>
    public JsonText? WriterArguments { get; init; }

    /// <summary>The event that told of the start, or of the last redrive.</summary>
    public long StartedEventId { get; init; }

    /// <summary>How often the run was redriven.</summary>
    public int RedriveCount { get; init; }

    /// <summary>When it was last redriven; null for never.</summary>
    public DateTimeOffset? RedrivenAt { get; init; }

    public bool IsBatched => ItemsPerBatchMax is not null || BytesPerBatchMax is not null;
}
