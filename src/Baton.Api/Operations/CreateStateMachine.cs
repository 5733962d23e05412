using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

[Deviation("Logs are files beside the data, not in CloudWatch. The settings of traces are kept and told, and no segments go to X-Ray; the header of a trace goes on to what an execution calls.")]
[Deviation("`CUSTOMER_MANAGED_KMS_KEY` is refused: there are no keys of KMS.")]
[Deviation("The role is kept and told, and never assumed.")]
internal sealed class CreateStateMachine(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var name = request.Required("name", 80);
        var definition = request.Required("definition", Definitions.LengthMax);
        var roleArn = request.Required("roleArn", 256);
        var type = StateMachineTypes.Parse(request.Word("type", StateMachineTypes.Standard, StateMachineTypes.Express));
        var asked = new MachineSettingsChange(request);
        var tags = new TagsSetting(request);
        request.Check();
        Names.Check(name);
        Definitions.CheckRole(roleArn);
        asked.Check();
        Definitions.Check(definition, type);

        var arn = Arn.Of(caller, Arn.StateMachine, name);
        var settings = MachineSettings.Default.With(asked);
        var machine = new NewStateMachine(arn.ToString(), name, caller.Region, definition, roleArn, settings.ToString())
        {
            Type = type,
            Tags = tags.AddTo("{}", arn.ToString()),
            Publication = asked.Publication,
        };
        var registered = await runtime.Machines.CreateAsync(machine, caller.IsGone);
        if (registered.Machine.Deleting) throw Errors.StateMachineDeleting(machine.Arn);
        if (!registered.IsNew && !IsTheSame(registered, machine, settings)) throw Errors.StateMachineAlreadyExists(machine.Arn);
        response.Text("stateMachineArn", machine.Arn);
        response.Time("creationDate", registered.Machine.CreatedAt);
        if (registered.Version is { } version) response.Text("stateMachineVersionArn", arn.Qualified(version.Number));
    }

    /// <summary>Whether the same was created before, which is no error. Role and tags do not count, and are not updated.</summary>
    private static bool IsTheSame(RegisteredMachine registered, NewStateMachine machine, MachineSettings settings)
    {
        var (row, version) = (registered.Machine, registered.Version);
        return row.Type == machine.Type
            && row.Revision.Definition == machine.Definition
            && MachineSettings.Parse(row.Revision.Settings).MeansSameAs(settings)
            && (machine.Publication is null || (version is not null && version.Description == machine.Publication.Description));
    }
}
