using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Tasks;

namespace Baton.Simulation.Tests;

/// <summary>The functions that executions call: they answer at once or late, fail, throw, or never answer at all.</summary>
internal sealed class SimulatedCalls(World world) : ITaskIntegration
{
    public bool Handles(OpenTask task) => task.Kind != TaskKind.Activity;

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        world.Ledger.Dispatched(task.Token, isActivity: false);
        world.Calls++;
        if (world.Chance.Happens(0.5)) await world.PassAsync(world.Chance.Seconds(0.01, 15));
        if (world.IsHealed) return Succeed(task);
        switch (world.Chance.Below(12))
        {
            case 0: return new TaskOutcome.Failed("Some.Error", "The function failed.");
            case 1: throw new InvalidOperationException("The function threw.");
            case 2:
                await new TaskCompletionSource().Task; // it does not even listen to the cancellation
                throw new InvalidOperationException("Nobody ends this wait.");
            default: return Succeed(task);
        }
    }

    private TaskOutcome.Succeeded Succeed(OpenTask task)
    {
        if (task.Pattern == IntegrationPattern.WaitForTaskToken) world.Hold(task.Token, RandomMachine.Flaky);
        return new TaskOutcome.Succeeded(JsonText.Parse("""{"answer":1}"""));
    }
}
