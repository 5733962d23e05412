using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Tests;

/// <summary>What tests ask of an execution that has ended.</summary>
internal static class Expectations
{
    /// <summary>It succeeded with this output.</summary>
    public static void Gives(this ExecutionState state, string output)
    {
        Assert.Equal((RunStatus.Succeeded, null, null), (state.Status, state.Outcome?.Error, state.Outcome?.Cause));
        Assert.Equal(JsonData.Parse(output), state.Outcome!.Output!.Value);
    }

    /// <summary>It failed like this.</summary>
    public static void FailsWith(this ExecutionState state, string? error, string? cause = null)
    {
        Assert.Equal(RunStatus.Failed, state.Status);
        Assert.Equal((error, cause), (state.Outcome!.Error, state.Outcome.Cause));
    }

    /// <summary>It failed with this error, whatever the cause.</summary>
    public static void Fails(this ExecutionState state, string error) => Assert.Equal((RunStatus.Failed, error), (state.Status, state.Outcome?.Error));

    public static void Holds(this ExecutionState state, Func<ExecutionState, bool> holds) => Assert.True(holds(state));
}
