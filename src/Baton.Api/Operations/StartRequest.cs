using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>What StartExecution and StartSyncExecution both ask for. Made before the request is checked, read after it.</summary>
internal sealed class StartRequest(RequestReader request, WorkflowRuntime runtime)
{
    private readonly string _machine = request.Required("stateMachineArn", 256);
    private readonly string? _input = request.Optional("input", runtime.Options.Limits.PayloadBytesMax);

    /// <summary>The name of the execution; null to make one up.</summary>
    public string? Name { get; } = request.Optional("name", 80, 1);

    /// <summary>Told back, and not passed on yet.</summary>
    public string? TraceHeader { get; } = request.Optional("traceHeader", 256);

    /// <summary>The machine to run, and the input.</summary>
    /// <exception cref="ApiException">The name or input is none, or there is no such machine.</exception>
    public async Task<(StateMachineRow Machine, JsonText Input)> ReadAsync(ApiCaller caller)
    {
        var arn = Arn.Parse(_machine, Arn.StateMachine).ToString();
        if (Name is not null) Names.Check(Name);
        var input = Payloads.Parse(_input ?? "{}", runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput, "Invalid execution input.");

        var machine = await runtime.Machines.FindAsync(arn, caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn);
        return machine.Deleting ? throw Errors.StateMachineDeleting(arn) : (machine, input);
    }
}
