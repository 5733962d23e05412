using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Api.Streams;

/// <summary>The starts of one stream, and the executions whose end it waits for.</summary>
internal sealed class StreamStarts(WorkflowRuntime runtime, Outbox outbox, Func<Exception, ApiException> errorOf)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Wait> _waits = [];
    private bool _isClosed;

    private Outbox Outbox => outbox;

    /// <summary>Starts an execution and tells what came of it.</summary>
    public async Task StartAsync(StreamStart start, CancellationToken isGone)
    {
        var wait = start.Waits ? new Wait(this, start.Id) : null;
        try
        {
            if (wait is not null) Add(wait);
            var (executionArn, startedAt) = await StartAsync(start, wait, isGone);
            outbox.Started(start.Id, executionArn, startedAt);
            wait?.Begin(executionArn);
        }
        catch (Exception e)
        {
            if (wait is not null) Remove(wait);
            outbox.Refused(start.Id, errorOf(e));
        }
    }

    /// <summary>Waits for the end of an execution that was started before.</summary>
    public async Task WaitAsync(StreamWait asked, CancellationToken isGone)
    {
        var wait = new Wait(this, asked.Id);
        try
        {
            Add(wait);
            var request = StreamRequests.Of(("execution", asked.ExecutionArn));
            var text = request.Required("execution", 256);
            request.Check();
            var arn = Arn.Parse(text, Arn.Execution).ToString();
            runtime.Endings.Expect(arn, wait); // before looking, so that an end between the two is not missed
            wait.ExecutionArn = arn;
            if (await runtime.Reader.DescribeAsync(arn, isGone) is not { } execution) throw Errors.ExecutionDoesNotExist(arn);
            outbox.Started(asked.Id, arn, execution.Row.StartedAt);
            if (execution.Row.Status != ExecutionStatus.Running && runtime.Endings.Forget(arn, wait))
            {
                wait.Set(new ExecutionEnding(arn, execution.Row.Status, new(execution.Row.StoppedAt!.Value, execution.Output, execution.Error, execution.Cause)));
            }
            wait.Begin(arn);
        }
        catch (Exception e)
        {
            Remove(wait);
            outbox.Refused(asked.Id, errorOf(e));
        }
    }

    /// <summary>Waits no more.</summary>
    public void Close()
    {
        List<Wait> waits;
        lock (_lock)
        {
            _isClosed = true;
            waits = [.. _waits];
        }
        waits.ForEach(Remove);
    }

    private async Task<(string ExecutionArn, DateTimeOffset StartedAt)> StartAsync(StreamStart start, Wait? wait, CancellationToken isGone)
    {
        var request = StreamRequests.Of(("stateMachineArn", start.StateMachineArn), ("name", start.Name));
        var read = new StartRequest(request, runtime);
        request.Check();
        var (target, input) = await read.ReadAsync(
            () => start.Input is null ? JsonText.EmptyObject : Payloads.Parse(start.Input, runtime.Options.Limits.PayloadBytesMax, Errors.InvalidExecutionInput), traceHeader: null, isGone);
        if (target.Machine.Type == StateMachineType.Standard) return await StartExecution.StartStandardAsync(runtime, target, read.Name, input, null, wait, isGone);
        if (wait is not null) throw Errors.StateMachineTypeNotSupported();
        return await StartExecution.StartExpressAsync(runtime, target, read.Name, input);
    }

    private void Add(Wait wait)
    {
        lock (_lock)
        {
            if (_waits.Count == StreamLimits.WaitsMax) throw Errors.Throttling($"One stream waits for at most {StreamLimits.WaitsMax} executions.");
            _waits.Add(wait);
        }
    }

    private void Remove(Wait wait)
    {
        lock (_lock) _waits.Remove(wait);
        if (wait.ExecutionArn is { } arn) runtime.Endings.Forget(arn, wait);
    }

    /// <summary>A wait for an end, which is told after the start is: an execution can end with the commit that starts it.</summary>
    private sealed class Wait(StreamStarts starts, long id) : IReply<ExecutionEnding>
    {
        private ExecutionEnding? _ending;
        private bool _hasBegun;

        /// <summary>What is waited for; null as long as it is not known.</summary>
        public string? ExecutionArn { get; set; }

        /// <summary>The start was told.</summary>
        public void Begin(string executionArn)
        {
            bool isClosed;
            lock (starts._lock)
            {
                ExecutionArn = executionArn;
                _hasBegun = true;
                isClosed = starts._isClosed;
            }
            if (isClosed) starts.Remove(this);
            else Tell();
        }

        public void Set(ExecutionEnding answer)
        {
            lock (starts._lock) _ending = answer;
            Tell();
        }

        public void Fail(Exception error)
        {
        }

        private void Tell()
        {
            ExecutionEnding ending;
            lock (starts._lock)
            {
                if (!_hasBegun || _ending is null || !starts._waits.Remove(this)) return;
                ending = _ending;
            }
            starts.Outbox.Ended(id, ending);
        }
    }
}
