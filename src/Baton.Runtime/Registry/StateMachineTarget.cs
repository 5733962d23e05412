using Baton.Engine.Execution;
using Baton.Json;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>What a caller names: a machine, at the revision that is meant, and what goes along with a start.</summary>
/// <param name="Machine">The machine; its revision is the one of the version where a version is named.</param>
/// <param name="Version">The version that was named, directly or through an alias; null for the machine itself.</param>
/// <param name="Alias">The name of the alias; null where none was named.</param>
public sealed record StateMachineTarget(StateMachineRow Machine, StateMachineVersionRow? Version = null, string? Alias = null)
{
    /// <summary>The <c>X-Amzn-Trace-Id</c> that a start comes with; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>What an execution of it is started with.</summary>
    /// <param name="executionArn">Makes the ARN of the name.</param>
    /// <param name="name">The name; null to make one up, such that names lie together in the store's index.</param>
    /// <param name="input">The input.</param>
    /// <param name="startedAt">The present time.</param>
    internal ExecutionIdentity IdentityOf(Func<string, string> executionArn, string? name, JsonText input, DateTimeOffset startedAt)
    {
        var known = name ?? Guid.CreateVersion7(startedAt).ToString();
        return new ExecutionIdentity
        {
            ExecutionArn = executionArn(known),
            Name = known,
            StateMachineArn = Machine.Arn,
            StateMachineName = Machine.Name,
            StateMachineVersion = Version?.Number,
            StateMachineAlias = Alias,
            Region = Machine.Region,
            RoleArn = Machine.Revision.RoleArn,
            Input = input,
            TraceHeader = TraceHeader,
            StartedAt = startedAt,
        };
    }
}
