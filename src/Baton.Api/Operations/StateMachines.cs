using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>Finds machines by what a caller names.</summary>
internal static class StateMachines
{
    /// <summary>The machine, or the version of it, that an ARN names; an alias stands for the version that most starts go to.</summary>
    /// <exception cref="ApiException"><c>StateMachineDoesNotExist</c>.</exception>
    public static async Task<StateMachineTarget> FindAsync(WorkflowRuntime runtime, StateMachineArn arn, CancellationToken cancellationToken) =>
        await TryFindAsync(runtime, arn, MainVersion, cancellationToken) ?? throw Errors.StateMachineDoesNotExist(arn.Text);

    /// <summary>The machine, or the version of it, that one start goes to.</summary>
    /// <exception cref="ApiException"><c>StateMachineDoesNotExist</c>.</exception>
    public static async Task<StateMachineTarget> FindForStartAsync(WorkflowRuntime runtime, StateMachineArn arn, CancellationToken cancellationToken) =>
        await TryFindAsync(runtime, arn, runtime.Aliases.Choose, cancellationToken) ?? throw Errors.StateMachineDoesNotExist(arn.Text);

    private static async Task<StateMachineTarget?> TryFindAsync(
        WorkflowRuntime runtime, StateMachineArn arn, Func<StateMachineAliasRow, int> choose, CancellationToken cancellationToken)
    {
        if (await runtime.Machines.FindAsync(arn.Machine.ToString(), cancellationToken) is not { } machine) return null;
        if (arn.Qualifier is null) return new StateMachineTarget(machine);
        if (arn.Alias is not { } name) return arn.Version is { } number ? await runtime.Versions.FindAsync(machine, number, cancellationToken) : null;
        if (await runtime.Aliases.FindAsync(machine, name, cancellationToken) is not { } alias) return null;
        return await runtime.Versions.FindAsync(machine, choose(alias), cancellationToken) is { } target ? target with { Alias = name } : null;
    }

    private static int MainVersion(StateMachineAliasRow alias) =>
        alias.Second is { } second && second.Weight > alias.First.Weight ? second.Version : alias.First.Version;
}
