using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

/// <summary>What StartExecution and StartSyncExecution both ask for. Made before the request is checked, read after it.</summary>
internal sealed class StartRequest(RequestReader request, WorkflowRuntime runtime)
{
    private readonly string _machine = request.Required("stateMachineArn", 256);
    private readonly string? _traceHeader = request.OptionalMatch("traceHeader", TraceHeaders.LengthMax, TraceHeaders.Pattern, lengthMin: 0);
    private readonly string? _input = request.Optional("input", runtime.Options.Limits.PayloadBytesMax);

    /// <summary>The name of the execution; null to make one up.</summary>
    public string? Name { get; } = request.Optional("name", 80, 1);

    /// <summary>What to run, and the input.</summary>
    /// <exception cref="ApiException">The name or input is none, or there is no such machine.</exception>
    public Task<(StateMachineTarget Target, JsonText Input)> ReadAsync(ApiCaller caller) =>
        ReadAsync(() => Payloads.Parse(_input ?? "{}", runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput, "Invalid execution input."), caller.TraceHeader, caller.IsGone);

    /// <inheritdoc cref="ReadAsync(ApiCaller)"/>
    /// <param name="inputOf">Reads the input, which does not stand in the request.</param>
    /// <param name="traceHeader">The trace header that came beside the request; null for the one in it.</param>
    public async Task<(StateMachineTarget Target, JsonText Input)> ReadAsync(Func<JsonText> inputOf, string? traceHeader, CancellationToken isGone)
    {
        var arn = StateMachineArn.ParseUnlabelled(_machine);
        if (Name is not null) Names.Check(Name);
        var input = inputOf();

        var target = await StateMachines.FindForStartAsync(runtime, arn, isGone);
        return target.Machine.Deleting ? throw Errors.StateMachineDeleting(_machine) : (target with { TraceHeader = traceHeader ?? _traceHeader }, input);
    }
}
