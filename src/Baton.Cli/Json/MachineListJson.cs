using Baton.Client;

namespace Baton.Cli.Json;

internal sealed record MachineListJson(IReadOnlyList<MachineJson> StateMachines);

internal sealed record MachineJson(string StateMachineArn, string Name, string Type, DateTimeOffset CreationDate)
{
    public static MachineJson Of(StateMachineListItem machine) => new(machine.StateMachineArn, machine.Name, machine.Type.Value, machine.CreationDate.ToUniversalTime());
}
