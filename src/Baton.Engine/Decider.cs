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
    private readonly ReadyFrames _ready = new(state);
    private int _statesLeft = context.Limits.StatesPerDecisionMax;

    public DecisionContext Context { get; } = context;

    public ExecutionState State { get; private set; } = state;

    /// <summary>Whether this slice may enter another state.</summary>
    public bool MayGoOn => _statesLeft > 0 && State.Status == RunStatus.Running;

    public Frame Frame(int id) => State.Find(id) ?? throw new InvariantException($"Frame {id} is open.");

    public State StateOf(Frame frame) => Context.Definition.States[frame.State!];

    /// <summary>Records what happened; the id and the time are given here.</summary>
    public void Emit(ExecutionEvent happened, int frame, long previousId)
    {
        var id = State.LastEventId + 1;
        if (id >= Context.Limits.HistoryEventsMax && happened is not ExecutionEvent.ExecutionFailed) throw new HistoryFullException();
        Record(happened.Placed(id, previousId, Context.Now, frame));
    }

    /// <summary>Records what happened next in a frame.</summary>
    public void Emit(ExecutionEvent happened, Frame frame) => Emit(happened, frame.Id, frame.LastEventId);

    /// <summary>Records a fact that history does not show.</summary>
    public void EmitFact(ExecutionEvent happened, int frame, long previousId = 0) =>
        Record(happened.Placed(0, previousId, Context.Now, frame));

    /// <summary>Records how the execution ends at a time of its own.</summary>
    public void Close(ExecutionEvent happened, long previousId, DateTimeOffset time) =>
        Record(happened.Placed(State.LastEventId + 1, previousId, time, Execution.Frame.RootId));

    /// <summary>Moves everything on as far as it goes, and closes the decision.</summary>
    public Decision Run(Action<Decider> first)
    {
        try
        {
            first(this);
            while (MayGoOn && _ready.TryTake(out var id))
            {
                if (State.Find(id) is { IsReady: true } frame) Advance(frame);
            }
        }
        catch (HistoryFullException)
        {
            var cause = $"The execution reached the maximum number of history events ({Context.Limits.HistoryEventsMax}).";
            Emit(new ExecutionEvent.ExecutionFailed(StateErrors.Runtime, cause), Execution.Frame.RootId, State.LastEventId);
        }
        return new Decision.Accepted(State, _events, Continues: State.Status == RunStatus.Running && State.ReadyFrames > 0);
    }

    /// <summary>Looks at a frame again before the decision ends, if it can move.</summary>
    public void Ready(int frame)
    {
        if (State.Find(frame) is { IsReady: true }) _ready.Add(frame);
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

    /// <summary>Leaves a state for the next one, or ends its scope.</summary>
    public void Exit(Frame frame, State state, JsonText output, string? next, Assignments? assigned = null)
    {
        Emit(new ExecutionEvent.StateExited(state.Type, state.Name, output, next, assigned?.Variables), frame);
        if (next is not null) _ready.Add(frame.Id);
        else if (frame.Parent is { } parent) FanOutStates.ScopeEnded(this, frame, parent);
        else Emit(new ExecutionEvent.ExecutionSucceeded(output), Frame(frame.Id));
    }

    private void Advance(Frame frame)
    {
        if (frame.IsRedriven) DoAgain(frame);
        else if (frame.FanOut is not null) Guarded(frame.Id, () => FanOutStates.Advance(this, Frame(frame.Id)));
        else Enter(frame, frame.Next ?? StartOf(frame));
    }

    private void Enter(Frame frame, string name)
    {
        _statesLeft--;
        var state = Context.Definition.States[name];
        Emit(new ExecutionEvent.StateEntered(state.Type, name, frame.Data), frame);
        try
        {
            StateActions.Enter(this, Frame(frame.Id), state);
        }
        catch (StateFailure failure)
        {
            StateFailures.Handle(this, frame.Id, failure);
        }
    }

    /// <summary>Does the state of a redriven frame again. History shows a second entry for Fail states only, as nothing else would tell that they failed again.</summary>
    private void DoAgain(Frame frame)
    {
        EmitFact(new ExecutionEvent.StateRedriven(), frame.Id);
        var state = StateOf(frame);
        if (state is FailState)
        {
            Enter(Frame(frame.Id), state.Name);
            return;
        }
        _statesLeft--;
        Guarded(frame.Id, () => StateActions.Enter(this, Frame(frame.Id), state));
    }

    private string StartOf(Frame frame) => frame.Parent is { } parent ? FanOutStates.ScopeOf(StateOf(Frame(parent)), frame.Index).StartAt : Context.Definition.Root.StartAt;

    private void Record(ExecutionEvent happened)
    {
        State = ExecutionEngine.Evolve(State, happened);
        _events.Add(happened);
    }

    /// <summary>The history is as long as it may be; ends the decision with a failed execution.</summary>
    private sealed class HistoryFullException : Exception;
}
