using System.Collections.Immutable;
using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;
using Baton.Store;

namespace Baton.Api.StateTesting;

/// <summary>
/// Runs one state by the engine: an execution that enters the state, is stopped where it would go on, and is stored nowhere. Time does not
/// pass: a Wait, and a task's timeout, are over at once.
/// </summary>
internal sealed class StateTest
{
    /// <summary>As published.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(5);

    private readonly StateTestRequest _request;
    private readonly Func<OpenTask, CancellationToken, Task<ExecutionCommand>> _invoke;
    private readonly TimeProvider _clock;
    private readonly StateMachine _machine;
    private readonly IRandomness _randomness;
    private readonly List<ExecutionEvent> _events = [];
    private readonly JsonObject _contextObject;
    private readonly ExecutionIdentity _identity;
    private readonly TaskToken _token;
    private readonly EngineLimits _limits;
    private ExecutionState _state = ExecutionState.Initial;
    private DateTimeOffset _now;

    /// <param name="request">What is tested.</param>
    /// <param name="caller">Who tests.</param>
    /// <param name="limits">What bounds the state.</param>
    /// <param name="invoke">Does a task that is not mocked, and says what its execution is told.</param>
    /// <param name="clock">The time.</param>
    /// <param name="randomness">Gives names and tokens, and what expressions draw.</param>
    public StateTest(
        StateTestRequest request, ApiCaller caller, EngineLimits limits, Func<OpenTask, CancellationToken, Task<ExecutionCommand>> invoke, TimeProvider clock, IRandomness randomness)
    {
        (_request, _limits, _invoke, _clock, _randomness) = (request, limits, invoke, clock, randomness);
        _machine = Alone(request);
        _now = StoreTime.Stored(clock.GetUtcNow());
        _token = TaskToken.New(0, 0, Frame.RootId, randomness);
        _identity = Identity(caller);
        _contextObject = request.Context ?? MockedContext.Of(_identity, request, _token);
    }

    public StateInspection Inspection { get; } = new();

    /// <summary>SUCCEEDED, FAILED, RETRIABLE or CAUGHT_ERROR.</summary>
    public string Status =>
        Inspection.Retrier is not null ? "RETRIABLE"
        : Exit is null ? "FAILED"
        : Inspection.Catcher is not null ? "CAUGHT_ERROR" : "SUCCEEDED";

    /// <summary>How the state was left; null where it was not.</summary>
    public ExecutionEvent.StateExited? Exit => _events.OfType<ExecutionEvent.StateExited>().FirstOrDefault();

    public string? Error => _state.Status == RunStatus.TimedOut ? StateErrors.Timeout : Inspection.Error;

    public string? Cause => _state.Status == RunStatus.TimedOut ? null : Inspection.Cause;

    /// <summary>The variables after the state, those that it was given and those that it set.</summary>
    public JsonObject Variables => (Exit?.AssignedVariables ?? []).Aggregate(_request.Variables, (all, variable) => all.With(variable.Name, variable.Value.Value));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Send(new ExecutionCommand.StartExecution(_identity));
        var variables = _request.Variables.ToImmutableDictionary(variable => variable.Key, variable => JsonText.Of(variable.Value));
        Change(root => root with { Variables = variables, VariableBytes = variables.Values.Sum(value => value.Utf8.Length) });
        Send(new ExecutionCommand.ContinueExecution(), statesMax: 1);
        while (IsInside)
        {
            if (_state.Root.FanOut is not null || _state.Root.MapRun is not null) GiveMockedResults();
            else if (_state.Root.Task is { } task) await DoAsync(task, cancellationToken);
            else PassTime(_state.NextWakeUp!.Value);
        }
    }

    /// <summary>Whether the state has something to wait for still.</summary>
    private bool IsInside => _state.Status == RunStatus.Running && Exit is null && Inspection.Retrier is null;

    private async Task DoAsync(OpenTask task, CancellationToken cancellationToken)
    {
        if (_request.Mock is { } mock)
        {
            Send(mock.Result is { } result ? new ExecutionCommand.CompleteTask(task.Token, result) : Failing(task, mock.Error, mock.Cause));
            return;
        }
        using var timeout = new CancellationTokenSource((_state.NextWakeUp ?? _now + TimeMax) - _now, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            Send(await _invoke(task, either.Token).WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            PassTime(_state.NextWakeUp!.Value);
        }
    }

    /// <summary>Ends a Map or a Parallel with what is mocked, as if its iterations or branches had run.</summary>
    private void GiveMockedResults()
    {
        var mock = _request.Mock!;
        var run = _state.Root.MapRun
            ?? new OpenMapRun { Token = _token, Arn = "", Label = "", MaxConcurrency = _state.Root.FanOut!.MaxConcurrency, Items = _state.Root.FanOut.Items };
        Change(root => root with { FanOut = null, MapRun = run });
        _state = _state with { Inner = FrameSet.Empty };
        if (_request.State is MapState)
        {
            var map = Inspection.Map = MapInspection.Of(_state, run, _request.Configuration.MapItemReaderData, Context());
            if (_request.Configuration.MapIterationFailureCount is { } failed && failed > map.Count)
            {
                throw Errors.Validation("Map iteration failure count must be less than or equal to the number of Map iterations");
            }
            if (map.Failure is { } failure)
            {
                Send(Failing(run.Token, failure.Error, failure.Cause));
                return;
            }
        }
        if (mock.Result is not { } result) FailInside(run, mock);
        else if (Inspection.Map?.IsExceeded(_request.Configuration.MapIterationFailureCount ?? 0) == true)
        {
            Send(Failing(run.Token, StateErrors.ExceedToleratedFailureThreshold, MapRunTolerance.ExceededCause));
        }
        else Send(new ExecutionCommand.CompleteMapRun(run.Token, result));
    }

    /// <summary>The error of a task inside is that of a task outside too, for those who catch <c>States.TaskFailed</c>.</summary>
    private void FailInside(OpenMapRun run, Mock mock)
    {
        if (_request.Configuration.CausedBy(_request.State) is not TaskState task)
        {
            Send(Failing(run.Token, mock.Error!, mock.Cause));
            return;
        }
        var inside = new OpenTask
        {
            Token = run.Token, Kind = TaskKind.Service, ResourceArn = task.Resource.Arn, Resource = "", Pattern = IntegrationPattern.RequestResponse, Input = JsonText.EmptyObject,
            ScheduledEventId = _state.LastEventId,
        };
        Change(root => root with { MapRun = null, Task = inside });
        Send(Failing(inside, mock.Error, mock.Cause));
    }

    private ExecutionCommand.FailTask Failing(OpenTask task, string? error, string? cause)
    {
        AssumeRetries();
        return new ExecutionCommand.FailTask(task.Token, error, cause);
    }

    private ExecutionCommand.FailMapRun Failing(TaskToken run, string error, string? cause)
    {
        AssumeRetries();
        return new ExecutionCommand.FailMapRun(run, error, cause);
    }

    /// <summary>The retrier that takes a mocked error has tried as often as the caller says; which one it is, the error says.</summary>
    private void AssumeRetries()
    {
        if (_request.Configuration.RetrierRetryCount is { } made) Change(root => root with { Retries = [.. Retriers.Select(_ => made)] });
    }

    private IReadOnlyList<Retrier> Retriers => _request.State switch
    {
        TaskState task => task.Retry,
        ParallelState parallel => parallel.Retry,
        MapState map => map.Retry,
        _ => [],
    };

    private void PassTime(DateTimeOffset moment)
    {
        _now = moment;
        Send(new ExecutionCommand.FireTimers());
    }

    private void Change(Func<Frame, Frame> change) => _state = _state with { Root = change(_state.Root) };

    private void Send(ExecutionCommand command, int statesMax = 0)
    {
        var decision = ExecutionEngine.Decide(_state, command, Context(statesMax));
        if (decision is not Decision.Accepted accepted) throw new InvariantException($"A state under test takes {command.GetType().Name}.");
        var made = _state.Root.Retries;
        _state = accepted.State;
        _events.AddRange(accepted.Events);
        if (accepted.Events.OfType<ExecutionEvent.RetryArmed>().FirstOrDefault() is not { } retry) return;
        var delay = Retriers[retry.Retrier].DelayBefore(made.IsDefaultOrEmpty ? 0 : made[retry.Retrier]);
        Inspection.Retrier = (retry.Retrier, (int)Math.Ceiling(delay.TotalSeconds));
    }

    private DecisionContext Context(int statesMax = 0) => new()
    {
        Definition = _machine,
        Now = _now,
        Randomness = _randomness,
        BudgetClock = TimeProvider.System,
        Partition = _token.Partition,
        Number = _token.Number,
        Limits = _limits with { StatesPerDecisionMax = statesMax },
        ContextObject = _contextObject,
        Inspector = Inspection,
    };

    /// <summary>A machine that starts with the state under test, and has as long as a test may take.</summary>
    private static StateMachine Alone(StateTestRequest request) => new()
    {
        Root = new Scope { StartAt = request.State.Name, States = request.State.Scope.States, Pointer = "" },
        QueryLanguage = request.Machine.QueryLanguage,
        Timeout = TimeMax,
        States = request.Machine.States,
    };

    private ExecutionIdentity Identity(ApiCaller caller)
    {
        var (machine, name) = (NewUuid(), NewUuid());
        return new ExecutionIdentity
        {
            ExecutionArn = Arn.Of(caller, "express", $"{machine}:{name}").ToString(),
            Name = name,
            StateMachineArn = Arn.Of(caller, "stateMachine", machine).ToString(),
            StateMachineName = machine,
            Region = caller.Region,
            RoleArn = _request.RoleArn ?? $"arn:aws:iam::{ApiCaller.Account}:role/TestState",
            Input = _request.Input,
            StartedAt = _now,
        };
    }

    private string NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, _randomness.NextBits());
        BitConverter.TryWriteBytes(bytes[8..], _randomness.NextBits());
        return new Guid(bytes).ToString();
    }
}
