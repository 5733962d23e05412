using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>The data after a stage of a state's data flow.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Data">The data.</param>
/// <param name="IsRecorded">Whether an event holds it; otherwise the definition was evaluated again.</param>
public sealed record InspectedStage(DataFlowStage Stage, JsonText Data, bool IsRecorded);

/// <summary>One entry of a state, with all that can be known of its data.</summary>
public sealed record InspectedStep
{
    public required string StateName { get; init; }

    public required JsonText Input { get; init; }

    /// <summary>What the state's expressions see as variables, from its own scope and those around it.</summary>
    public required ImmutableSortedDictionary<string, JsonText> Variables { get; init; }

    /// <summary>Those between input and output, in the order in which they come.</summary>
    public ImmutableArray<InspectedStage> Stages { get; init; } = [];

    /// <summary>Null while the state was not left.</summary>
    public JsonText? Output { get; init; }

    public ImmutableArray<AssignedVariable> Assigned { get; init; } = [];

    /// <summary>The error that the last attempt ended with; null for none.</summary>
    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>Whether the last attempt failed.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Who was asked about the error, from within outwards.</summary>
    public ImmutableArray<FailedState> Asked { get; init; } = [];

    /// <summary>Whether evaluating the definition again gave another output than the recorded one, as where it draws at random.</summary>
    public bool Differs { get; init; }

    /// <summary>Why nothing was evaluated again; null where it was.</summary>
    public string? WhyNotDerived { get; init; }
}

/// <summary>Tells how data went through a state that was entered: what events hold, and between them what evaluating the definition that ran gives again.</summary>
public sealed class StepInspector
{
    private const string OtherDefinition = "The execution was redriven with another definition later, and the one that this state ran by is not kept with it.";

    private readonly DefinitionCache _definitions;
    private readonly ExecutionLoader _loader;
    private readonly EngineLimits _limits;

    internal StepInspector(IStore store, DefinitionCache definitions, EngineLimits limits)
    {
        _definitions = definitions;
        _loader = new ExecutionLoader(store, definitions);
        _limits = limits with { StatesPerDecisionMax = 0, HistoryEventsMax = int.MaxValue };
    }

    /// <summary>Folds the events of an execution.</summary>
    public ValueTask<ExecutionState> StateOfAsync(ExecutionRow row, CancellationToken cancellationToken) => _loader.ReplayAsync(row, cancellationToken);

    /// <param name="row">The execution.</param>
    /// <param name="enteredEventId">The event that entered the state.</param>
    /// <returns>Null where no such event entered a state.</returns>
    public async ValueTask<InspectedStep?> InspectAsync(ExecutionRow row, long enteredEventId, CancellationToken cancellationToken)
    {
        var seen = new StepEvents(enteredEventId);
        await _loader.ReplayAsync(row, cancellationToken, seen.See);
        if (seen.Entered is not { } entered) return null;
        var step = new InspectedStep
        {
            StateName = entered.Name,
            Input = entered.Input,
            Variables = VariablesOf(seen.Work!.Value.Before, entered.Frame),
            Output = seen.Exited?.Output,
            Assigned = seen.Exited?.AssignedVariables ?? [],
        };
        if (!seen.IsRevisionKnown) return step with { WhyNotDerived = OtherDefinition };
        var compiled = await _definitions.GetAsync(row.StateMachineId, seen.Revision ?? row.Revision, cancellationToken);
        return Derive(step, seen, new DecisionContext
        {
            Definition = compiled.Definition,
            Now = entered.Timestamp,
            Randomness = new CryptoRandomness(),
            BudgetClock = TimeProvider.System,
            Partition = row.Partition,
            Number = row.Number,
            Limits = _limits,
        });
    }

    private static InspectedStep Derive(InspectedStep step, StepEvents seen, DecisionContext context)
    {
        var watcher = new Watcher();
        context = context with { Inspector = watcher };
        var frame = seen.Entered!.Frame;
        var (work, at) = seen.Work!.Value;
        var made = Reenactment.Enter(work, frame, context with { Now = at });
        if (seen.End is var (before, happened)) made = Reenactment.Leave(before, happened, context with { Now = happened.Timestamp });
        watcher.Record(seen.Scheduled?.Input, DataFlowStage.Arguments, DataFlowStage.Parameters);
        watcher.Record((seen.End?.Happened as ExecutionEvent.TaskSucceeded)?.Output, DataFlowStage.Result);
        step = step with
        {
            Stages = [.. watcher.Stages.OrderBy(stage => stage.Stage)],
            Differs = step.Output is { } output && made.OfType<ExecutionEvent.StateExited>().FirstOrDefault() is { } again && again.Frame == frame && !again.Output.Equals(output),
        };
        var failed = seen.End?.Happened as ExecutionEvent.TaskFailed;
        if (failed is null && (watcher.Failure is null || seen.IsCutShort)) return step;
        var (error, cause) = failed is null ? seen.Evaluation is { } evaluation ? (evaluation.Error, evaluation.Cause) : watcher.Failure!.Value : (failed.Error, failed.Cause);
        return step with
        {
            HasFailed = true,
            Error = error,
            Cause = cause,
            Asked = FailureRules.Of(seen.End?.Before ?? work, context.Definition, frame, error, failed),
        };
    }

    private static ImmutableSortedDictionary<string, JsonText> VariablesOf(ExecutionState state, int frameId)
    {
        var visible = ImmutableSortedDictionary.CreateBuilder<string, JsonText>(StringComparer.Ordinal);
        for (var frame = state.Find(frameId); frame is not null; frame = frame.Parent is { } parent ? state.Find(parent) : null)
        {
            foreach (var (name, value) in frame.Variables) visible.TryAdd(name, value); // the inner ones hide the outer ones
        }
        return visible.ToImmutable();
    }

    private sealed class Watcher : IStateInspector
    {
        private readonly Dictionary<DataFlowStage, InspectedStage> _stages = [];

        public IEnumerable<InspectedStage> Stages => _stages.Values;

        /// <summary>The failure of the state itself; those around it follow.</summary>
        public (string? Error, string? Cause)? Failure { get; private set; }

        public void Passed(DataFlowStage stage, JsonText data) => _stages[stage] = new InspectedStage(stage, data, IsRecorded: false);

        public void Failed(string? error, string? cause) => Failure ??= (error, cause);

        public void Caught(int catcher)
        {
        }

        /// <summary>Data that an event holds takes the place of what was computed again for the first of the stages that there is.</summary>
        public void Record(JsonText? data, params ReadOnlySpan<DataFlowStage> stages)
        {
            foreach (var stage in stages)
            {
                if (data is null || !_stages.ContainsKey(stage)) continue;
                _stages[stage] = new InspectedStage(stage, data, IsRecorded: true);
                return;
            }
        }
    }
}
