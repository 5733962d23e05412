using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

internal static class HeartbeatTask
{
    public static Decision Decide(ExecutionState state, ExecutionCommand.HeartbeatTask command, DecisionContext context)
    {
        if (OpenTasks.Find(state, command.Token) is not { } frame) return OpenTasks.NotOpen;

        return new Decider(state, context).Run(decider =>
        {
            // Without a heartbeat interval there is nothing to keep alive and nothing to remember.
            if (frame.Task!.HeartbeatSeconds is not null) decider.EmitFact(new ExecutionEvent.HeartbeatReceived(), frame.Id);
        });
    }
}
