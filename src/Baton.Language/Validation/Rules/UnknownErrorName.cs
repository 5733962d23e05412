using System.Collections.Frozen;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>UNKNOWN_ERROR_NAME</c>: names that start with <c>States.</c> are reserved, so an unknown one never matches.</summary>
internal sealed class UnknownErrorName : IStateRule
{
    private const string Prefix = "States.";

    /// <summary>The predefined names; beside them is one for each HTTP status code.</summary>
    public static FrozenSet<string> Known { get; } = new[]
    {
        "States.ALL", "States.TaskFailed", "States.Timeout", "States.HeartbeatTimeout", "States.Permissions", "States.Http.Socket",
        "States.ParameterPathFailure", "States.ResultPathMatchFailure", "States.IntrinsicFailure", "States.QueryEvaluationError",
        "States.BranchFailed", "States.NoChoiceMatched", "States.ItemReaderFailed", "States.ResultWriterFailed",
        "States.ExceedToleratedFailureThreshold", "States.DataLimitExceeded", "States.Runtime",
    }.ToFrozenSet(StringComparer.Ordinal);

    public void Check(ObjectReader at, State state)
    {
        var (retry, @catch) = state switch
        {
            TaskState task => (task.Retry, task.Catch),
            ParallelState parallel => (parallel.Retry, parallel.Catch),
            MapState map => (map.Retry, map.Catch),
            _ => ([], []),
        };
        for (var i = 0; i < retry.Count; i++) Check(at, at.At("Retry", i), retry[i].ErrorEquals);
        for (var i = 0; i < @catch.Count; i++) Check(at, at.At("Catch", i), @catch[i].ErrorEquals);
    }

    private static void Check(ObjectReader at, Place place, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!names[i].StartsWith(Prefix, StringComparison.Ordinal) || Known.Contains(names[i])) continue;
            if (names[i].StartsWith("States.Http.StatusCode.", StringComparison.Ordinal)) continue;
            at.Context.Findings.Warning(DiagnosticCodes.UnknownErrorName, place.Item("ErrorEquals", i),
                $"'{Texts.Shown(names[i])}' is not a predefined error, and names that start with 'States.' are reserved.");
        }
    }
}
