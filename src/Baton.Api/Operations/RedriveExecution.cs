using System.Text.RegularExpressions;
using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Api.Operations;

[Deviation("An Express child of a Map Run that starts over keeps its history, which goes on with `ExecutionRedriven`; its `redriveCount` and `redriveDate` are told.")]
internal sealed partial class RedriveExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var token = ReadClientToken(request);
        request.Check();
        await RedriveAsync(runtime, await FindAsync(runtime, text, caller), new RedriveRequest(token), response, caller);
    }

    internal static string? ReadClientToken(RequestReader request) => request.OptionalMatch("clientToken", 64, ClientToken());

    internal static async Task<ExecutionRow> FindAsync(WorkflowRuntime runtime, string text, ApiCaller caller)
    {
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        return await runtime.Reader.FindAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
    }

    internal static async Task RedriveAsync(WorkflowRuntime runtime, ExecutionRow row, RedriveRequest request, ResponseWriter response, ApiCaller caller) =>
        response.Time("redriveDate", await runtime.Router.RedriveAsync(row, request, caller.IsGone) switch
        {
            Decision.Accepted accepted => accepted.State.RedrivenAt,
            Decision.Rejected rejected => throw Errors.ExecutionNotRedrivable(rejected.Message),
            _ => throw new InvariantException("A decision accepts or rejects."),
        });

    [GeneratedRegex(@"^[!-~]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClientToken();
}
