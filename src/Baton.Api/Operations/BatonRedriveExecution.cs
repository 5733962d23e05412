using System.Globalization;
using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Api.Operations;

[Deviation("Redrives an execution otherwise than where it stood. `fromState` is a state of the machine's own scope that it entered: it is entered again with the input and the variables of its last entry. "
    + "`input` (JSON text) is what the state gets instead; `$$.Execution.Input` stays. `definition` is what runs from here on: `CURRENT`, the number of a version, or the id of a revision (`INITIAL` for the first). "
    + "Without `fromState`, `input` or `definition` enter the state anew in which the execution stood. The answer, the errors and the rules are those of `RedriveExecution`.")]
internal sealed class BatonRedriveExecution(WorkflowRuntime runtime) : IOperation
{
    private const string Current = "CURRENT";

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var token = RedriveExecution.ReadClientToken(request);
        var fromState = request.Optional("fromState", 80, 1);
        var input = request.Optional("input", runtime.Options.Limits.PayloadBytesMax);
        var definition = request.Optional("definition", 80, 1);
        request.Check();
        var row = await RedriveExecution.FindAsync(runtime, text, caller);
        var redrive = new RedriveRequest(token)
        {
            FromState = fromState,
            Input = input is null ? null : Payloads.Parse(input, runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput, "The input is empty."),
            Revision = definition is null ? null : await FindRevisionAsync(row, definition, caller.IsGone),
        };
        await RedriveExecution.RedriveAsync(runtime, row, redrive, response, caller);
    }

    /// <param name="row">The execution.</param>
    /// <param name="definition"><c>CURRENT</c>, the number of a version, or the id of a revision.</param>
    private async Task<StateMachineRevisionRow> FindRevisionAsync(ExecutionRow row, string definition, CancellationToken cancellationToken)
    {
        var arn = (await runtime.Reader.DescribeAsync(row, cancellationToken)).Identity.StateMachineArn;
        if (await runtime.Machines.FindAsync(arn, cancellationToken) is not { } machine || machine.Id != row.StateMachineId) throw Errors.StateMachineDoesNotExist(arn);
        if (definition == Current) return machine.Revision;
        if (int.TryParse(definition, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return (await runtime.Versions.FindAsync(machine, version, cancellationToken))?.Machine.Revision ?? throw Errors.StateMachineDoesNotExist($"{arn}:{definition}");
        }
        for (var number = machine.Revision.Number; number > 0; number--)
        {
            if (await runtime.Store.FindRevisionAsync(machine.Id, number, cancellationToken) is { } revision && (revision.RevisionId ?? PublishStateMachineVersion.InitialRevision) == definition) return revision;
        }
        throw Errors.Validation($"Value '{definition}' at 'definition' is neither {Current} nor the number of a version nor the id of a revision of '{arn}'.");
    }
}
