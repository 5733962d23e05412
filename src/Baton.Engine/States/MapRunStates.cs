using System.Security.Cryptography;
using System.Text;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>A distributed Map: what its run is told at the start, and what follows its end.</summary>
internal static class MapRunStates
{
    public static void Start(Decider decider, Frame frame, MapState state, DistributedMap distributed)
    {
        if (frame.HaltedMapRun is { } halted && GoesOn(halted))
        {
            Redrive(decider, frame, halted.Run);
            return;
        }
        var scope = new StateScope(decider, frame, state);
        var input = DataFlow.EffectiveInput(scope);
        var items = distributed.ItemReader is null ? MapItems.Of(scope, state, input) : null;
        var concurrency = MapSettings.MaxConcurrency(scope, state, input.Value);

        decider.Emit(new ExecutionEvent.MapStateStarted(items is null ? 0 : MapItems.Count(items), concurrency, null), frame);
        var started = decider.Frame(frame.Id);
        scope = new StateScope(decider, started, state);
        var identity = decider.State.Identity;
        var label = distributed.Label ?? MadeUpLabel(identity.StateMachineArn, state.Name);
        var batcher = distributed.ItemBatcher;
        var run = new OpenMapRun
        {
            Token = NewToken(decider, frame),
            Arn = identity.ArnOf("mapRun", $"{identity.StateMachineName}/{label}:{NewUuid(decider)}"),
            Label = label,
            MaxConcurrency = concurrency,
            ToleratedFailurePercentage = MapSettings.ToleratedFailurePercentage(scope, state, input.Value),
            ToleratedFailureCount = MapSettings.ToleratedFailureCount(scope, state, input.Value),
            Items = items is not null && state.Items is not null ? JsonText.Of(items) : null,
            ReaderArguments = distributed.ItemReader is { } reader ? DataFlow.Evaluate(scope, reader.Arguments, input, "ItemReader") : null,
            ItemsMax = distributed.ItemReader?.MaxItems is { } itemsMax ? MapSettings.MaxItems(scope, itemsMax, input.Value) : null,
            ItemsPerBatchMax = MapSettings.BatchBound(scope, batcher?.MaxItemsPerBatch, input.Value),
            BytesPerBatchMax = MapSettings.BatchBound(scope, batcher?.MaxInputBytesPerBatch, input.Value),
            BatchInput = batcher?.BatchInput is { } batchInput ? DataFlow.Evaluate(scope, batchInput, input, "ItemBatcher/BatchInput") : null,
            WriterArguments = distributed.ResultWriter?.Arguments is { } arguments ? DataFlow.Evaluate(scope, arguments, input, "ResultWriter") : null,
        };
        decider.Emit(new ExecutionEvent.MapRunStarted(run), started);
    }

    public static void Succeeded(Decider decider, Frame frame, JsonText result)
    {
        var state = decider.StateOf(frame);
        var startedEventId = frame.MapRun!.StartedEventId;
        decider.Emit(new ExecutionEvent.MapRunSucceeded(), frame);
        decider.Emit(new ExecutionEvent.MapStateSucceeded(), decider.Frame(frame.Id));
        decider.Guarded(frame.Id, () =>
        {
            // As recorded, what leaves the state follows the end of the run in JSONPath, its start in JSONata.
            var left = decider.Frame(frame.Id);
            if (state.QueryLanguage == QueryLanguage.Jsonata) left = left with { LastEventId = startedEventId };
            DataFlow.Leave(new StateScope(decider, left, state), result);
        });
    }

    public static void Failed(Decider decider, Frame frame, string error, string? cause)
    {
        decider.Emit(new ExecutionEvent.MapRunFailed(error, cause), frame);
        decider.Guarded(frame.Id, () => throw new StateFailure(error, cause));
    }

    /// <summary>As published, a run that had too much data, or whose data flow failed, is followed by a new one.</summary>
    private static bool GoesOn(HaltedMapRun halted) => halted.Error is not (StateErrors.DataLimitExceeded or StateErrors.Runtime);

    private static void Redrive(Decider decider, Frame frame, OpenMapRun run)
    {
        var countMax = decider.Context.Limits.MapRunRedrivesMax;
        if (run.RedriveCount >= countMax) throw new StateFailure(StateErrors.Runtime, $"The Map Run '{run.Arn}' has been redriven {countMax} times, which is the limit.");
        decider.Emit(new ExecutionEvent.MapRunRedriven(run.Arn, run.RedriveCount + 1, NewToken(decider, frame)), frame);
    }

    private static TaskToken NewToken(Decider decider, Frame frame) => TaskToken.New(decider.Context.Partition, decider.Context.Number, frame.Id, decider.Context.Randomness);

    private static Guid NewUuid(Decider decider)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, decider.Context.Randomness.NextBits());
        BitConverter.TryWriteBytes(bytes[8..], decider.Context.Randomness.NextBits());
        return new Guid(bytes);
    }

    /// <summary>A label that is the same for every run of the state, so that the children's machine keeps its name.</summary>
    private static string MadeUpLabel(string stateMachineArn, string state) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{stateMachineArn}/{state}")).AsSpan(0, 16)).ToString();
}
