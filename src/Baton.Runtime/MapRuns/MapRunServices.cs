using Baton.Engine;
using Baton.Expressions;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.MapRuns;

/// <summary>What Map Runs share.</summary>
internal sealed class MapRunServices
{
    public required IStore Store { get; init; }

    public required GroupCommitter Committer { get; init; }

    public required DefinitionCache Definitions { get; init; }

    public required StateMachineRegistry Machines { get; init; }

    public required ExecutionRouter Router { get; init; }

    public required IChildExecutions Standard { get; init; }

    public required IChildExecutions Express { get; init; }

    public required ExecutionReader Reader { get; init; }

    public required RuntimeOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IRandomness Randomness { get; init; }

    public required ILogger Logger { get; init; }

    public MapRunItemAccess? Items { get; init; }

    /// <summary>The present time in whole milliseconds, as history shows it.</summary>
    public DateTimeOffset Now() => Clock.NowStored();

    /// <summary>A child that is known to be stored.</summary>
    public async ValueTask<MapRunChildRow> ChildAsync(MapRunRow run, int index, CancellationToken cancellationToken) =>
        await Store.ListMapRunChildrenAsync(run.Id, index - 1, 1, cancellationToken) is [var child] && child.Child.Index == index
            ? child
            : throw new InvariantException($"Child {index} of Map Run {run.Arn} is stored.");
}

/// <summary>Where Map Runs read items from and write results to.</summary>
public sealed record MapRunItemAccess(IItemReader Reader, IResultWriter Writer);
