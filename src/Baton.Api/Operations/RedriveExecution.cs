using System.Text.RegularExpressions;
using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Runtime;

namespace Baton.Api.Operations;

[Deviation("A Map Run that failed or was aborted is not redriven: its state starts a new one, and all items run again.")]
internal sealed partial class RedriveExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var token = request.OptionalMatch("clientToken", 64, ClientToken());
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var row = await runtime.Reader.FindAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
        response.Time("redriveDate", await runtime.Router.SendAsync(row, new ExecutionCommand.RedriveExecution(token), caller.IsGone) switch
        {
            Decision.Accepted accepted => accepted.State.RedrivenAt,
            Decision.Rejected rejected => throw Errors.ExecutionNotRedrivable(rejected.Message),
            _ => throw new InvariantException("A decision accepts or rejects."),
        });
    }

    [GeneratedRegex(@"^[!-~]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClientToken();
}
