using System.Net;
using System.Text.Json;
using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Client;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using StoredStatus = Baton.Store.ExecutionStatus;
using StoredType = Baton.Store.StateMachineType;

namespace Baton.Hosting;

/// <summary>
/// Starts and awaits executions of the Baton in this process: no request is made, and an end is told the moment it is durable. A service of the
/// application. What was started goes on whether or not somebody awaits it, and after the application has stopped.
/// </summary>
/// <remarks>What Baton refuses is a <see cref="StepFunctionsException"/> with the API's own code, as from <see cref="StepFunctionsClient"/>.</remarks>
public sealed class ExecutionClient
{
    private const int NameLengthMax = 80;

    private readonly EmbeddedBaton _baton;
    private readonly BatonBuilder _options;

    /// <summary>Made by the application's services.</summary>
    internal ExecutionClient(EmbeddedBaton baton, BatonBuilder options) => (_baton, _options) = (baton, options);

    private WorkflowRuntime Runtime => _baton.Service.Runtime;

    /// <summary>Starts an execution.</summary>
    /// <param name="stateMachine">The name of a machine of this application's region, or the ARN of one, of a version or of an alias.</param>
    /// <param name="input">Written as JSON by <see cref="BatonBuilder.Json"/>.</param>
    /// <param name="name">Makes the start happen once: as long as an execution of this name and input runs, starting it again gives the same one. Null makes a name up.</param>
    /// <returns>The execution's ARN. It is durable.</returns>
    /// <exception cref="StepFunctionsException">There is no such machine, the name is taken, the input is too large.</exception>
    public async Task<string> StartAsync(string stateMachine, object? input, string? name = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var (target, text) = await ReadAsync(stateMachine, input, name, cancellationToken);
            var (arn, _) = target.Machine.Type == StoredType.Express
                ? await StartExecution.StartExpressAsync(Runtime, target, name, text)
                : await StartExecution.StartStandardAsync(Runtime, target, name, text, null, null, cancellationToken);
            return arn;
        }
        catch (Exception e) when (Errors.Of(e) is not null)
        {
            throw Refused(Errors.Of(e)!);
        }
    }

    /// <summary>Starts an execution, and awaits its end.</summary>
    /// <returns>How it ended, whichever way. That is durable.</returns>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<ExecutionEnd> RunAsync(string stateMachine, object? input, string? name = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var (target, text) = await ReadAsync(stateMachine, input, name, cancellationToken);
            if (target.Machine.Type == StoredType.Express) return EndOf(await Runtime.Express.RunAsync(target, name, text).WaitAsync(cancellationToken));
            var ended = new AwaitedReply<ExecutionEnding>();
            var (arn, _) = await StartExecution.StartStandardAsync(Runtime, target, name, text, null, ended, cancellationToken);
            using var forget = cancellationToken.UnsafeRegister(_ => Runtime.Endings.Forget(arn, ended), null);
            var ending = await ended.Task.WaitAsync(cancellationToken);
            return EndOf(arn, ending.Status, ending.Outcome.At, ending.Outcome.Output, ending.Outcome.Error, ending.Outcome.Cause);
        }
        catch (Exception e) when (Errors.Of(e) is not null)
        {
            throw Refused(Errors.Of(e)!);
        }
    }

    /// <summary>Starts an execution, and awaits its output.</summary>
    /// <returns>The output, read by <see cref="BatonBuilder.Json"/>.</returns>
    /// <exception cref="ExecutionFailedException">It ended without an output.</exception>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<TOutput> RunAsync<TOutput>(string stateMachine, object? input, string? name = null, CancellationToken cancellationToken = default) =>
        OutputOf<TOutput>(await RunAsync(stateMachine, input, name, cancellationToken));

    /// <summary>Awaits the end of an execution of a standard machine that was started before, perhaps long ago.</summary>
    /// <param name="executionArn">What starting it gave.</param>
    /// <exception cref="StepFunctionsException">There is no such execution.</exception>
    public async Task<ExecutionEnd> WaitAsync(string executionArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(executionArn);
        try
        {
            var arn = Arn.Parse(executionArn, Arn.Execution).ToString();
            await Runtime.Endings.WaitAsync(arn, cancellationToken);
            var execution = await Runtime.Reader.DescribeAsync(arn, cancellationToken) ?? throw Errors.ExecutionDoesNotExist(arn);
            return EndOf(arn, execution.Row.Status, execution.Row.StoppedAt!.Value, execution.Output, execution.Error, execution.Cause);
        }
        catch (Exception e) when (Errors.Of(e) is not null)
        {
            throw Refused(Errors.Of(e)!);
        }
    }

    /// <summary>Awaits the output of an execution that was started before.</summary>
    /// <exception cref="ExecutionFailedException">It ended without an output.</exception>
    /// <inheritdoc cref="WaitAsync(string, CancellationToken)"/>
    public async Task<TOutput> WaitAsync<TOutput>(string executionArn, CancellationToken cancellationToken = default) => OutputOf<TOutput>(await WaitAsync(executionArn, cancellationToken));

    private async Task<(StateMachineTarget Target, JsonText Input)> ReadAsync(string stateMachine, object? input, string? name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(stateMachine);
        if (_baton.Service.WhyPaused is { } paused) throw Errors.ServiceUnavailable(paused);
        if (name is not null) Names.Check(name.Length is > 0 and <= NameLengthMax ? name : throw Errors.InvalidName(name));
        var text = Payloads.Parse(JsonSerializer.SerializeToUtf8Bytes(input, input?.GetType() ?? typeof(object), _options.Json), Runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput);
        var arn = _options.StateMachineArn(stateMachine);
        var target = await StateMachines.FindForStartAsync(Runtime, StateMachineArn.ParseUnlabelled(arn), cancellationToken);
        return target.Machine.Deleting ? throw Errors.StateMachineDeleting(arn) : (target, text);
    }

    private TOutput OutputOf<TOutput>(ExecutionEnd end) =>
        end.Output is { } output ? JsonSerializer.Deserialize<TOutput>(output, _options.Json)! : throw new ExecutionFailedException(end);

    private static ExecutionEnd EndOf(Runtime.Express.ExpressOutcome outcome) =>
        EndOf(outcome.Identity.ExecutionArn, ExecutionRows.StatusOf(outcome.Status), outcome.StoppedAt, outcome.Output, outcome.Error, outcome.Cause);

    private static ExecutionEnd EndOf(string arn, StoredStatus status, DateTimeOffset at, JsonText? output, string? error, string? cause) =>
        new() { ExecutionArn = arn, Status = new(Statuses.Of(status)), StopDate = at, Output = output?.ToString(), Error = error, Cause = cause };

    private static StepFunctionsException Refused(ApiException told) => new(told.Code, told.Message, (HttpStatusCode)told.StatusCode);
}
