using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class UpdateMapRun(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("mapRunArn", MapRuns.ArnLengthMax);
        var concurrency = request.Integer("maxConcurrency", 0, int.MaxValue);
        var percentage = request.Number("toleratedFailurePercentage", 0, 100);
        var count = request.Long("toleratedFailureCount", 0, long.MaxValue);
        request.Check();
        var row = await MapRuns.FindAsync(runtime, text, caller);
        if (concurrency is null && percentage is null && count is null)
        {
            throw Errors.Validation("Specify at least one of 'maxConcurrency', 'toleratedFailurePercentage' and 'toleratedFailureCount'.");
        }
        if (!await runtime.MapRuns.UpdateAsync(row.Arn, concurrency, percentage, count)) throw Errors.Validation($"Map Run '{row.Arn}' is not running.");
    }
}
