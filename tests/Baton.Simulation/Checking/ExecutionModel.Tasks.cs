using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Simulation.Checking;

/// <summary>The attempts of Task states.</summary>
internal sealed partial class ExecutionModel
{
    private bool ApplyToTask(FrameModel frame, ExecutionEvent happened)
    {
        if (happened is ExecutionEvent.TaskScheduled scheduled)
        {
            Scheduled(frame, scheduled);
            return true;
        }
        if (frame.Task is not { } task) return false;
        switch (happened)
        {
            case ExecutionEvent.TaskStarted e:
                Follows(frame, e);
                Require(!task.IsStarted && e.Kind == task.Kind, e, "a task starts once");
                HandedOut(task, e);
                (task.IsStarted, task.TimeoutAt) = (true, task.TimeoutAfter(e.Timestamp));
                if (task.Kind == TaskKind.Activity) task.HeartbeatAt = task.HeartbeatAfter(e.Timestamp);
                return true;
            case ExecutionEvent.TaskOfferedAgain e:
                Require(task is { Kind: TaskKind.Activity, IsStarted: true, IsOfferedAgain: false }, e, "a worker has the task");
                task.IsOfferedAgain = true;
                return true;
            case ExecutionEvent.TaskHandedOutAgain e:
                Require(task.IsOfferedAgain, e, "the task was offered again");
                HandedOut(task, e);
                task.IsOfferedAgain = false;
                return true;
            case ExecutionEvent.TaskSubmitted e:
                Follows(frame, e);
                Require(task is { IsStarted: true, IsSubmitted: false, Pattern: not IntegrationPattern.RequestResponse }, e, "a task is submitted once, and only one that ends later");
                (task.IsSubmitted, task.HeartbeatAt) = (true, task.HeartbeatAfter(e.Timestamp));
                return true;
            case ExecutionEvent.HeartbeatReceived e:
                task.HeartbeatAt = task.HeartbeatAfter(e.Timestamp);
                tokens.HeartbeatReceived(task.Token);
                return true;
            case ExecutionEvent.TaskSucceeded e:
                Follows(frame, e);
                Require(task.IsStarted || task.Kind == TaskKind.Activity, e, "the task was started");
                Require(tokens.Ended(task.Token, e.Output), e, "a task ends once");
                (frame.Task, frame.Result) = (null, e.Output);
                return true;
            case ExecutionEvent.TaskFailed e:
                Follows(frame, e);
                if (e.Failure == TaskFailureKind.TimedOut)
                {
                    Require(task.TimeoutAt <= e.Timestamp || task.HeartbeatAt <= e.Timestamp, e, $"its time was over at {task.TimeoutAt:O} or {task.HeartbeatAt:O}");
                }
                Require(tokens.Ended(task.Token, null), e, "a task ends once");
                (frame.Task, frame.Failure) = (null, new FailureModel(e.Error));
                return true;
            default: return false;
        }
    }

    private void Scheduled(FrameModel frame, ExecutionEvent.TaskScheduled e)
    {
        Begun(frame, e, "Task");
        Follows(frame, e);
        var state = frame.State!;
        Require(
            e.ResourceArn == state.Resource && e.TimeoutSeconds == state.TimeoutSeconds && e.HeartbeatSeconds == state.HeartbeatSeconds && e.Token.Number == number && e.Token.Frame == frame.Id,
            e,
            "the task is the state's");
        Require(tokens.Scheduled(e.Token, e.Input, e.HeartbeatSeconds is not null), e, "each attempt has a token of its own");
        frame.Task = new TaskModel(e);
    }

    private void HandedOut(TaskModel task, ExecutionEvent e)
    {
        task.HandedOutAt = e.Timestamp;
        tokens.HandedOut(task.Token);
    }
}
