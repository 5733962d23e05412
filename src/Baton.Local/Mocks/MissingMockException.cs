using Baton.Engine.Execution;

namespace Baton.Local.Mocks;

/// <summary>A task has called, and the mocks have no answer to this call: the run cannot go on.</summary>
public sealed class MissingMockException(string state, OpenTask task, string lack) : Exception($"State '{state}' calls {task.ResourceArn}, for which {lack}.")
{
    public string State { get; } = state;
}
