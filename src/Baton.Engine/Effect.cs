using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>Something that an execution owes to the outside. Whoever receives it tells repeats by the task's token.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>A worker has to get the task when it polls the activity.</summary>
    public sealed record DispatchActivity(OpenTask Task) : Effect;

    /// <summary>A function or service has to be called.</summary>
    public sealed record InvokeTask(OpenTask Task) : Effect;

    /// <summary>The job that a task has started is to be waited for.</summary>
    public sealed record WatchJob(OpenTask Task) : Effect;

    /// <summary>After a restart: whether the task that waits for this execution is open still, because otherwise it has to stop.</summary>
    public sealed record AskParent(ParentTask Parent) : Effect;

    /// <summary>Child executions have to be run for the items of a distributed Map.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="State">The execution as it waits for the run: what the items and their inputs are computed from.</param>
    public sealed record RunMap(OpenMapRun Run, ExecutionState State) : Effect;

    /// <summary>The execution has to go on: a slice stopped at its bound.</summary>
    public sealed record Continue : Effect;
}
