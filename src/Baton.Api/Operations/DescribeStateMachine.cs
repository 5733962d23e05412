using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DescribeStateMachine(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var included = request.Word("includedData", "ALL_DATA", "METADATA_ONLY");
        request.Check();
        var arn = Arn.Parse(text, Arn.StateMachine).ToString();
        var row = await runtime.Machines.FindAsync(arn, caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn);
        var settings = MachineSettings.Parse(row.Revision.Settings);
        response.Text("stateMachineArn", row.Arn);
        response.Text("name", row.Name);
        response.Text("status", row.Deleting ? "DELETING" : "ACTIVE");
        response.Text("definition", included == "METADATA_ONLY" ? "{}" : row.Revision.Definition);
        response.Text("roleArn", row.Revision.RoleArn);
        response.Text("type", Statuses.Of(row.Type));
        response.Time("creationDate", row.CreatedAt);
        Raw(response, "loggingConfiguration", settings.Logging);
        Raw(response, "tracingConfiguration", settings.Tracing);
        response.Text("revisionId", row.Revision.RevisionId);
    }

    private static void Raw(ResponseWriter response, string member, JsonObject value)
    {
        response.Json.WritePropertyName(member);
        response.Json.WriteRawValue(value.ToUtf8(), skipInputValidation: true);
    }
}
