using System.Runtime.CompilerServices;
using Baton.Engine;
using Baton.Engine.Execution;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.MapRuns;

/// <summary>What a Map Run that did not succeed leaves: the children that it does not start any more.</summary>
internal sealed partial class MapRunRest(MapRunItems items, MapRunChildren children, Func<MapRunBatch, ExecutionIdentity> identityOf, ILogger logger)
{
    /// <summary>Reads on, as far as the items can be read, and counts what is there.</summary>
    public async IAsyncEnumerable<ChildResult> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        children.ForgetRest(); // read before, where the results could not be taken at once
        await using var batches = items.BatchesAsync(() => false, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(batches) is { } batch)
        {
            children.AddPending(batch.Items);
            var identity = identityOf(batch);
            yield return new ChildResult
            {
                ExecutionArn = identity.ExecutionArn, Name = identity.Name, StateMachineArn = identity.StateMachineArn, Status = "PENDING", Input = batch.Input,
            };
        }
    }

    private async ValueTask<MapRunBatch?> NextAsync(IAsyncEnumerator<MapRunBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync() ? batches.Current : null;
        }
        catch (Exception e) when (e is ItemReaderException or MapRunInputException)
        {
            NotRead(logger, items.MapRunArn, e.Message);
            return null;
        }
    }

    [LoggerMessage(EventId = 3802, Level = LogLevel.Warning, Message = "Of the items that Map Run {Arn} did not start, not all could be read: {Reason}")]
    private static partial void NotRead(ILogger logger, string arn, string reason);
}
