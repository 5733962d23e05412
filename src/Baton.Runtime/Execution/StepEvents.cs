using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Runtime.Execution;

/// <summary>Picks what concerns one entry of a state out of the events of an execution, and keeps how the execution stood at its turns.</summary>
/// <param name="enteredEventId">The event that entered the state.</param>
internal sealed class StepEvents(long enteredEventId)
{
    private bool _wasRevisedLater;

    public ExecutionEvent.StateEntered? Entered { get; private set; }

    /// <summary>The execution as the last attempt of the state began, and when that was.</summary>
    public (ExecutionState Before, DateTimeOffset At)? Work { get; private set; }

    /// <summary>The last time that the state's task was scheduled.</summary>
    public ExecutionEvent.TaskScheduled? Scheduled { get; private set; }

    /// <summary>What ended the last attempt, and the execution before it; null while nothing has.</summary>
    public (ExecutionState Before, ExecutionEvent Happened)? End { get; private set; }

    public ExecutionEvent.EvaluationFailed? Evaluation { get; private set; }

    public ExecutionEvent.StateExited? Exited { get; private set; }

    /// <summary>Whether the state was given up while it worked, so that no failure is its own.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The revision that a redrive before the entry brought; null for none.</summary>
    public int? Revision { get; private set; }

    /// <summary>Whether it is known what ran: no redrive brought another definition, or one before the entry did.</summary>
    public bool IsRevisionKnown => Revision is not null || !_wasRevisedLater;

    public void See(ExecutionState before, ExecutionEvent happened)
    {
        if (happened is ExecutionEvent.ExecutionRedriven { Revision: { } revision })
        {
            if (Entered is null) Revision = revision;
            else _wasRevisedLater = true;
        }
        else if (happened is ExecutionEvent.StateEntered entered && entered.Id == enteredEventId)
        {
            Entered = entered;
            Work = (ExecutionEngine.Evolve(before, entered), entered.Timestamp);
        }
        else if (Entered is not null && happened.Frame == Entered.Frame && before.Find(happened.Frame)?.EnteredEventId == enteredEventId)
        {
            SeeOwn(before, happened);
        }
    }

    private void SeeOwn(ExecutionState before, ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.TaskScheduled or ExecutionEvent.MapStateStarted or ExecutionEvent.ParallelStateStarted:
                Scheduled = happened as ExecutionEvent.TaskScheduled;
                Work = (before, happened.Timestamp);
                (End, Evaluation, IsCutShort) = (null, null, false);
                break;
            case ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed or ExecutionEvent.MapStateSucceeded or ExecutionEvent.ParallelStateSucceeded or ExecutionEvent.MapRunFailed:
            case ExecutionEvent.StateExited { Type: StateType.Wait } when Exited is null:
                End = (before, happened);
                break;
            case ExecutionEvent.EvaluationFailed e:
                Evaluation = e;
                break;
            case ExecutionEvent.StateAborted:
                IsCutShort = End is null;
                break;
        }
        Exited = happened as ExecutionEvent.StateExited ?? Exited;
    }
}
