using Baton.Runtime.Maintenance;
using Baton.Store;

namespace Baton.Server.Maintenance;

/// <summary>Reads what a purge is asked for.</summary>
public static class PurgeOrders
{
    /// <exception cref="FormatException">A field is not what it must be; the message names it.</exception>
    public static PurgeRequest Read(PurgeOrder order, DateTimeOffset now)
    {
        if (!Durations.TryParse(order.OlderThan, out var age)) throw new FormatException($"olderThan is '{order.OlderThan}'; expected {Durations.Expected}.");
        if (order.StateMachineArn is { } arn && !arn.StartsWith("arn:", StringComparison.Ordinal)) throw new FormatException($"stateMachineArn is '{arn}'; expected the ARN of a state machine.");
        return new PurgeRequest(now - age)
        {
            StateMachineArn = order.StateMachineArn,
            Status = order.Status switch
            {
                null => null,
                "SUCCEEDED" => ExecutionStatus.Succeeded,
                "FAILED" => ExecutionStatus.Failed,
                "TIMED_OUT" => ExecutionStatus.TimedOut,
                "ABORTED" => ExecutionStatus.Aborted,
                var other => throw new FormatException($"status is '{other}'; expected SUCCEEDED, FAILED, TIMED_OUT or ABORTED: what runs is not purged."),
            },
            IsDryRun = order.DryRun,
        };
    }
}
