using Baton.Engine.Execution;

namespace Baton.Runtime.Execution;

/// <summary>What an execution waits for. Each of its open branches must wait for something that will come.</summary>
public static class Liveness
{
    /// <summary>Why an execution would never move again; null where all is well.</summary>
    public static string? Stuck(ExecutionState state)
    {
        if (state.Status != RunStatus.Running) return null;
        var parents = state.Frames.Select(frame => frame.Parent).ToHashSet();
        foreach (var frame in state.Frames)
        {
            if (frame.Task is null && frame.MapRun is null && frame.WakeUpAt is null && !frame.IsReady && !parents.Contains(frame.Id))
            {
                return $"Frame {frame.Id} in state '{frame.State}' waits for no task, no time and no branch.";
            }
        }
        return null;
    }
}
