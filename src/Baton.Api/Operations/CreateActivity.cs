using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;

namespace Baton.Api.Operations;

[Deviation("`CUSTOMER_MANAGED_KMS_KEY` is refused: there are no keys of KMS.")]
internal sealed class CreateActivity(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.Required("name", 80);
        var tags = new TagsSetting(request);
        var encryption = new EncryptionSetting(request);
        request.Check();
        Names.Check(name);
        encryption.Check();

        var arn = Arn.Of(caller, Arn.Activity, name).ToString();
        var settings = encryption.Json is { } json ? JsonObject.Of(("encryption", json)) : JsonObject.Empty;
        var row = await runtime.Activities.CreateAsync(arn, name, caller.Region, settings.ToString(), tags.AddTo("{}", arn), caller.IsGone);
        response.Text("activityArn", row.Arn);
        response.Time("creationDate", row.CreatedAt);
    }
}
