using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DescribeStateMachineForExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var includesData = RevisionDescription.IncludesData(request);
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var (row, identity) = await runtime.Reader.DescribeAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
        var revision = await runtime.Store.FindRevisionAsync(row.StateMachineId, row.Revision, caller.IsGone)
            ?? throw new InvalidOperationException($"Revision {row.Revision} of machine {row.StateMachineId} is stored as long as execution {row.Number} is.");
        response.Text("stateMachineArn", identity.StateMachineArn);
        response.Text("name", identity.StateMachineName);
        response.Time("updateDate", revision.CreatedAt);
        if (identity.Parent is { } parent)
        {
            response.Text("mapRunArn", parent.MapRunArn);
            response.Text("label", identity.StateMachineName[(identity.StateMachineName.LastIndexOf('/') + 1)..]);
        }
        RevisionDescription.TryWrite(runtime, response, revision, includesData);
    }
}
