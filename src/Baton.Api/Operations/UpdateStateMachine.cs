using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class UpdateStateMachine(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var definition = request.Optional("definition", Definitions.LengthMax, 1);
        var roleArn = request.Optional("roleArn", 256, 1);
        var settings = new MachineSettingsChange(request);
        request.Check();
        var arn = Arn.Parse(text, Arn.StateMachine).ToString();
        if (definition is null && roleArn is null && settings.IsNothing)
        {
            throw Errors.MissingRequiredParameter("Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        settings.Check();
        if (roleArn is not null) Definitions.CheckRole(roleArn);
        var machine = await runtime.Machines.FindAsync(arn, caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn);
        if (definition is not null) Definitions.Check(definition, machine.Type);

        var row = await runtime.Machines.UpdateAsync(
            arn,
            before => before with
            {
                Definition = definition ?? before.Definition,
                RoleArn = roleArn ?? before.RoleArn,
                Settings = MachineSettings.Parse(before.Settings).With(settings).ToString(),
            },
            caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn);
        if (row.Deleting) throw Errors.StateMachineDeleting(arn);
        response.Time("updateDate", clock.GetUtcNow());
        response.Text("revisionId", row.Revision.RevisionId);
    }
}
