using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Runtime.Tasks;

namespace Baton.Runtime.Execution;

/// <summary>Where a worker has room for a task that is being scheduled, it is handed out with the same commit: one instead of two.</summary>
/// <param name="effects">Knows the workers.</param>
/// <param name="decide">Decides a command on a state of an execution.</param>
internal sealed class HandOuts(EffectRunner effects, Func<HotExecution, ExecutionState, ExecutionCommand, Decision> decide)
{
    /// <returns>The decision with the hand-outs in it, and those, to be told when it is durable.</returns>
    public (Decision.Accepted Decision, List<HandOut>? HandOuts) AtOnce(HotExecution execution, Decision.Accepted accepted)
    {
        List<HandOut>? handOuts = null;
        if (accepted.Continues) return (accepted, null);
        try
        {
            foreach (var effect in ExecutionEngine.NewEffects(accepted))
            {
                if (effect is not Effect.DispatchActivity { Task: { IsOfferedAgain: false } task } || effects.TryHandOut(task) is not { } handOut) continue;
                (handOuts ??= []).Add(handOut);
                if (decide(execution, accepted.State, handOut.Command) is not Decision.Accepted started) continue;
                accepted = started with { Events = [.. accepted.Events, .. started.Events] };
            }
        }
        catch (Exception e)
        {
            handOuts?.ForEach(handOut => handOut.Fail(e));
            throw;
        }
        return (accepted, handOuts);
    }
}
