using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>TASK_WITHOUT_TIMEOUT</c>: who waits for a worker or a callback should say for how long.</summary>
internal sealed class TaskWithoutTimeout : IStateRule
{
    public void Check(ObjectReader at, State state)
    {
        if (state is not TaskState { TimeoutSeconds: null, HeartbeatSeconds: null } task) return;
        if (task.Resource is TaskResource.Activity or TaskResource.Service { Pattern: IntegrationPattern.WaitForTaskToken })
        {
            at.Context.Findings.Warning(DiagnosticCodes.TaskWithoutTimeout, at.Place,
                "The task waits for a worker or a callback with neither TimeoutSeconds nor HeartbeatSeconds: "
                + "an answer that never comes holds the execution for years.");
        }
    }
}
