using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Engine.States;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine;

/// <summary>
/// One decision in the making: the events so far and the state that they give. It moves frames on until all of them wait or
/// the slice is at its bound.
/// </summary>
internal sealed class Decider(ExecutionState state, DecisionContext context)
{
    private readonly List<ExecutionEvent> _events = [];
    private readonly Queue<int> _ready = new();
    private int _statesLeft = context.Limits.StatesPerDecisionMax;

    public DecisionContext Context { get; } = context;

    public ExecutionState State { get; private set; } = state;

    /// <summary>Whether a frame stands between two states, or a Parallel or Map has something to start or to close.</summary>
    public static bool HasReadyFrame(ExecutionState state) => state.Frames.Any(IsReady);

    public Frame Frame(int id) => State.Find(id) ?? throw new InvariantException($"Frame {id} is open.");

    public State StateOf(Frame frame) => Context.Definition.States[frame.State!];

    /// <summary>Records what happened; the id and the time are given here.</summary>
    /// <returns>The event's id.</returns>
    public long Emit(ExecutionEvent happened, int frame, long previousId)
    {
        var id = State.LastEventId + 1;
        if (id >= Context.Limits.HistoryEventsMax && happened is not ExecutionEvent.ExecutionFailed) throw new HistoryFullException();
        Record(happened with { Id = id, PreviousId = previousId, Timestamp = Context.Now, Frame = frame });
        return id;
    }

    /// <summary>Records what happened next in a frame.</summary>
    public long Emit(ExecutionEvent happened, Frame frame) => Emit(happened, frame.Id, frame.LastEventId);

    /// <summary>Records a fact that history does not show.</summary>
    public void EmitFact(ExecutionEvent happened, int frame, long previousId = 0) =>
        Record(happened with { PreviousId = previousId, Timestamp = Context.Now, Frame = frame });

    /// <summary>Records how the execution ends at a time of its own.</summary>
    public void Close(ExecutionEvent happened, long previousId, DateTimeOffset time) =>
        Record(happened with { Id = State.LastEventId + 1, PreviousId = previousId, Timestamp = time });

    /// <summary>Marks a frame to be looked at again before the decision ends.</summary>
    public void Ready(int frame) => _ready.Enqueue(frame);

    /// <summary>Moves everything on as far as it goes, and closes the decision.</summary>
    public Decision Run(Action<Decider> first)
    {
        try
        {
            first(this);
            while (State.Status == RunStatus.Running && _statesLeft > 0 && _ready.TryDequeue(out var id))
            {
                if (State.Find(id) is { } frame) Advance(frame);
            }
        }
        catch (HistoryFullException)
        {
            var cause = $"The execution reached the maximum number of history events ({Context.Limits.HistoryEventsMax}).";
            Emit(new ExecutionEvent.ExecutionFailed(StateErrors.Runtime, cause), Execution.Frame.RootId, State.LastEventId);
        }
        return new Decision.Accepted(State, _events, Continues: State.Status == RunStatus.Running && _ready.Count > 0);
    }

    /// <summary>Queues every frame that stands ready, after a slice ended.</summary>
    public void ReadyAll()
    {
        foreach (var frame in State.Frames.Where(IsReady).OrderBy(frame => frame.Id)) Ready(frame.Id);
    }

    /// <summary>Enters a state and lets it act.</summary>
    public void Enter(Frame frame, string name, JsonText input)
    {
        _statesLeft--;
        var state = Context.Definition.States[name];
        Emit(new ExecutionEvent.StateEntered(state.Type, name, input), frame);
        Guarded(frame.Id, () => StateActions.Enter(this, Frame(frame.Id), state));
    }

    /// <summary>Runs what a state does; what fails in it is handled as that state's failure.</summary>
    public void Guarded(int frame, Action action)
    {
        try
        {
            action();
        }
        catch (StateFailure failure)
        {
            StateFailures.Handle(this, frame, failure);
        }
    }

    /// <summary>Leaves a state.</summary>
    public void Exit(Frame frame, State state, JsonText output, string? next, Assignments? assigned = null)
    {
        Emit(new ExecutionEvent.StateExited(state.Type, state.Name, output, next, assigned?.Variables), frame);
        Ready(next is null && frame.Parent is { } parent && Frame(parent).FanOut is { IsParallel: true } ? parent : frame.Id);
    }

    private void Advance(Frame frame)
    {
        if (frame.Finished) Finish(frame);
        else if (frame.Next is { } next) Enter(frame, next, frame.Data);
        else if (frame.FanOut is not null) Guarded(frame.Id, () => FanOutStates.Advance(this, Frame(frame.Id)));
    }

    private void Finish(Frame frame)
    {
        if (frame.Parent is { } parent) FanOutStates.IterationFinished(this, frame, Frame(parent));
        else Emit(new ExecutionEvent.ExecutionSucceeded(frame.Data), frame);
    }

    private static bool IsReady(Frame frame) =>
        frame.Finished || frame.Next is not null || (frame.FanOut is { } fanOut && (fanOut.IsComplete || (!fanOut.IsParallel && fanOut.MayStart)));

    private void Record(ExecutionEvent happened)
    {
        State = ExecutionEngine.Evolve(State, happened);
        _events.Add(happened);
    }

    /// <summary>The history is as long as it may be; ends the decision with a failed execution.</summary>
    private sealed class HistoryFullException : Exception;
}
