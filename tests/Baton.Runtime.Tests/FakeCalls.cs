using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Runtime.Tests;

/// <summary>Functions that do what a test wants.</summary>
internal sealed class FakeCalls : ITaskIntegration
{
    public List<TaskToken> Made { get; } = [];

    public Func<OpenTask, CancellationToken, Task<TaskOutcome>> Do { get; set; } = (_, _) => Task.FromResult<TaskOutcome>(new TaskOutcome.Succeeded(JsonText.EmptyObject));

    public bool Handles(OpenTask task) => task.Kind == TaskKind.LambdaFunction;

    public Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        Made.Add(task.Token);
        return Do(task, cancellationToken);
    }

    /// <summary>A call that ends when the task that is given back is completed.</summary>
    public TaskCompletionSource<TaskOutcome> Hold()
    {
        var held = new TaskCompletionSource<TaskOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        Do = async (_, _) => await held.Task;
        return held;
    }
}
