using System.Diagnostics.CodeAnalysis;
using Baton.Expressions;
using Baton.Json;

namespace Baton.Language.Model;

/// <summary>Runs its item processor once for each item.</summary>
public sealed class MapState : State
{
    public MapState()
    {
    }

    [SetsRequiredMembers]
    internal MapState(StateHead head, Scope itemProcessor)
        : base(head) => ItemProcessor = itemProcessor;

    public override StateType Type => StateType.Map;

    public required Scope ItemProcessor { get; init; }

    /// <summary>Whether each item runs as a child execution of its own (<c>Mode: DISTRIBUTED</c>).</summary>
    public DistributedMap? Distributed { get; init; }

    /// <summary>Selects the items in the effective input. JSONPath only.</summary>
    public JsonPath ItemsPath { get; init; } = JsonPath.Root;

    /// <summary>Gives the items. JSONata only; null takes the state's input.</summary>
    public ValueTemplate? Items { get; init; }

    /// <summary>Builds each iteration's input; null hands the item over (<c>ItemSelector</c>, formerly <c>Parameters</c>).</summary>
    public ValueTemplate? ItemSelector { get; init; }

    /// <summary>How many iterations may run at once; 0 or null is no limit of its own.</summary>
    public ValueSource? MaxConcurrency { get; init; }

    public ValueSource? ToleratedFailurePercentage { get; init; }

    public ValueSource? ToleratedFailureCount { get; init; }

    public IReadOnlyList<Retrier> Retry { get; init; } = [];

    public IReadOnlyList<Catcher> Catch { get; init; } = [];
}

/// <summary>What only a distributed Map has.</summary>
public sealed record DistributedMap
{
    /// <summary>Whether the child executions are Express ones.</summary>
    public required bool ExpressChildren { get; init; }

    public string? Label { get; init; }

    public ItemReader? ItemReader { get; init; }

    public ItemBatcher? ItemBatcher { get; init; }

    public ResultWriter? ResultWriter { get; init; }
}

/// <summary>Where a distributed Map reads its items. <paramref name="Configuration"/> is <c>ReaderConfig</c> as written, checked.</summary>
public sealed record ItemReader(string Resource, ValueTemplate Arguments, JsonObject Configuration)
{
    public ValueSource? MaxItems { get; init; }
}

/// <summary>How items are grouped into the input of one child execution.</summary>
public sealed record ItemBatcher
{
    public ValueSource? MaxItemsPerBatch { get; init; }

    public ValueSource? MaxInputBytesPerBatch { get; init; }

    public ValueTemplate? BatchInput { get; init; }
}

/// <summary>Where a distributed Map writes its results. <paramref name="Configuration"/> is <c>WriterConfig</c> as written, checked.</summary>
public sealed record ResultWriter(string? Resource, ValueTemplate? Arguments, JsonObject Configuration);
