using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;

namespace Baton.Api.Operations;

[Deviation("`encryptionConfiguration` is told where it was set.")]
internal sealed class DescribeActivity(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("activityArn", 256);
        request.Check();
        var arn = Arn.Parse(text, Arn.Activity).ToString();
        var row = await runtime.Activities.FindAsync(arn, caller.IsGone) ?? throw Errors.ActivityDoesNotExist(arn);
        response.Text("activityArn", row.Arn);
        response.Text("name", row.Name);
        response.Time("creationDate", row.CreatedAt);
        response.Raw("encryptionConfiguration", ((JsonObject)JsonData.Parse(row.Settings))["encryption"]);
    }
}
