using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Store;

namespace Baton.Api.Operations;

internal sealed class CreateStateMachine(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.Required("name", 80);
        var definition = request.Required("definition", Definitions.LengthMax);
        var roleArn = request.Required("roleArn", 256);
        var type = request.Word("type", "STANDARD", "EXPRESS") == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard;
        var asked = new MachineSettingsChange(request);
        var tags = new Tags(request);
        request.Check();
        Names.Check(name);
        Definitions.CheckRole(roleArn);
        tags.Check(name);
        asked.Check();
        Definitions.Check(definition, type);

        var arn = Arn.Of(caller, Arn.StateMachine, name).ToString();
        var settings = MachineSettings.Default.With(asked).ToString();
        var (row, isNew) = await runtime.Machines.CreateAsync(arn, name, caller.Region, definition, roleArn, settings, caller.IsGone, type);
        if (row.Deleting) throw Errors.StateMachineDeleting(arn);

        // The same again is no error; the role does not count, and is not updated.
        if (!isNew && (row.Revision.Definition != definition || row.Revision.Settings != settings || row.Type != type)) throw Errors.StateMachineAlreadyExists(arn);
        response.Text("stateMachineArn", row.Arn);
        response.Time("creationDate", row.CreatedAt);
    }
}
