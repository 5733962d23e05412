using Baton.Client;

namespace Baton.Cli.Api;

/// <summary>Finds what a bare name means.</summary>
internal sealed class NameResolver(StepFunctionsClient client)
{
    /// <param name="nameOrArn">A machine's ARN or name.</param>
    /// <exception cref="NotFoundException">No machine has this name.</exception>
    public async Task<string> MachineAsync(string nameOrArn, CancellationToken cancellationToken) =>
        Arn.IsArn(nameOrArn)
            ? nameOrArn
            : (await FindMachineAsync(nameOrArn, cancellationToken))?.StateMachineArn
              ?? throw new NotFoundException($"No state machine '{nameOrArn}' in {client.Region} at {client.Endpoint}. 'baton list' shows those that are there.");

    public async Task<DescribeStateMachineResponse?> FindMachineAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            // One request where the account is Baton's own.
            return await client.DescribeStateMachineAsync(new() { StateMachineArn = Arn.Machine(client.Region, name) }, cancellationToken);
        }
        catch (StepFunctionsException e) when ((int)e.StatusCode < 500)
        {
            // Not there, or the account is another one: the list knows.
        }

        await foreach (var machine in client.ListAllStateMachinesAsync(cancellationToken))
            if (machine.Name == name)
                return await client.DescribeStateMachineAsync(new() { StateMachineArn = machine.StateMachineArn }, cancellationToken);
        return null;
    }

    /// <param name="text">An execution's ARN, MACHINE:NAME, or a bare name, which is then looked for in every machine.</param>
    /// <exception cref="NotFoundException">No execution has this name, or several have.</exception>
    public async Task<string> ExecutionAsync(string text, CancellationToken cancellationToken)
    {
        if (Arn.IsArn(text)) return text;
        if (text.IndexOfAny([':', '/']) is > 0 and var split)
            return Arn.Execution(await MachineAsync(text[..split], cancellationToken), text[(split + 1)..]);

        var found = new List<string>();
        await foreach (var machine in client.ListAllStateMachinesAsync(cancellationToken))
            if (await ExistsAsync(Arn.Execution(machine.StateMachineArn, text), cancellationToken) is { } arn)
                found.Add(arn);
        return found switch
        {
            [var only] => only,
            [] => throw new NotFoundException($"No execution '{text}' in {client.Region} at {client.Endpoint}. 'baton list MACHINE' shows those that are there."),
            _ => throw new NotFoundException($"'{text}' is an execution of several machines: say {string.Join(" or ", found.Select(arn => $"{Arn.MachineOf(arn)}:{text}"))}."),
        };
    }

    private async Task<string?> ExistsAsync(string executionArn, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.DescribeExecutionAsync(new() { ExecutionArn = executionArn }, cancellationToken)).ExecutionArn;
        }
        catch (StepFunctionsException e) when ((int)e.StatusCode < 500)
        {
            return null; // not of this machine, or not a name that an execution can have
        }
    }
}
