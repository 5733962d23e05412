namespace Baton.Engine.States;

/// <summary>How large variables may become.</summary>
internal static class VariableLimits
{
    /// <exception cref="StateFailure">One <c>Assign</c>, or all variables together, are over their limit.</exception>
    public static void Check(StateScope scope, Assignments assigned)
    {
        var limits = scope.Decider.Context.Limits;
        var bytes = 0;
        foreach (var (_, value) in assigned.Variables) bytes += value.Utf8.Length;
        if (bytes <= limits.PayloadBytesMax && scope.Decider.State.VariableBytes + bytes <= limits.VariableBytesMax) return;
        throw new StateFailure(
            StateErrors.DataLimitExceeded, $"The state/task '{scope.State.Name}' assigned variables with a size exceeding the maximum number of bytes service limit.");
    }
}
