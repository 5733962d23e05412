using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

[Deviation("As `CreateStateMachine`.")]
internal sealed class UpdateStateMachine(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var definition = request.Optional("definition", Definitions.LengthMax, 1);
        var roleArn = request.Optional("roleArn", 256, 1);
        var settings = new MachineSettingsChange(request);
        request.Check();
        var arn = StateMachineArn.ParseUnlabelled(text);
        if (definition is null && roleArn is null && settings.IsNothing)
        {
            throw Errors.MissingRequiredParameter("Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        settings.Check();
        if (roleArn is not null) Definitions.CheckRole(roleArn);

        // Only the machine itself can be updated: its versions never change.
        var machine = arn.Qualifier is null ? await runtime.Machines.FindAsync(text, caller.IsGone) : null;
        if (machine is null) throw Errors.StateMachineDoesNotExist(text);
        if (definition is not null) Definitions.Check(definition, machine.Type);

        var updated = await runtime.Machines.UpdateAsync(
            text,
            before => before with
            {
                Definition = definition ?? before.Definition,
                RoleArn = roleArn ?? before.RoleArn,
                Settings = MachineSettings.Parse(before.Settings).With(settings).ToString(),
            },
            settings.Publication,
            caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(text);
        if (updated.Machine.Deleting) throw Errors.StateMachineDeleting(text);
        if (!updated.HasRoom) throw Errors.TooManyVersions(VersionRegistry.CountMax);
        response.Time("updateDate", clock.GetUtcNow());
        response.Text("revisionId", updated.Machine.Revision.RevisionId);
        if (updated.Version is { } version) response.Text("stateMachineVersionArn", arn.Machine.Qualified(version.Number));
    }
}
