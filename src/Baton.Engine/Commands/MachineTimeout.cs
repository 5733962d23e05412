using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

/// <summary>The machine's own <c>TimeoutSeconds</c>.</summary>
internal static class MachineTimeout
{
    /// <summary>Ends an execution whose time is over: with the time at which it was over, however late that is noticed, or of what it did since.</summary>
    public static void Check(Decider decider)
    {
        if (decider.State is { Status: RunStatus.Running, Identity.Deadline: { } deadline } && deadline <= decider.Context.Now)
        {
            decider.Close(new ExecutionEvent.ExecutionTimedOut(), previousId: 0, deadline > decider.State.LastEventAt ? deadline : decider.State.LastEventAt);
        }
    }

    /// <summary>When the time of an execution that starts or goes on now is over; null for no limit.</summary>
    public static DateTimeOffset? DeadlineFrom(DecisionContext context) => context.Now + ((context.Definition.Timeout, context.Limits.DurationMax) switch
    {
        ({ } machine, { } limit) => machine < limit ? machine : limit,
        var (machine, limit) => machine ?? limit,
    });
}
