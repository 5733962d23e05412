using System.Text;
using System.Text.Json;
using Baton.Client.Streams;

namespace Baton.Client;

/// <summary>
/// Starts executions and waits for their ends over one stream, many at a time, for a fraction of what requests cost. Baton has it, AWS does
/// not. It connects again by itself; a start is repeated until it is answered, and happens once.
/// </summary>
public sealed class ExecutionStream : IAsyncDisposable
{
    private readonly StepFunctionsClient _client;
    private readonly CancellationTokenSource _closing = new();
    private readonly Asked _asked = new();
    private readonly Task _running;

    /// <param name="options">Where the service is and how to talk to it.</param>
    public ExecutionStream(StepFunctionsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = new StepFunctionsClient(options);
        _running = RunAsync(options);
    }

    /// <summary>Starts an execution once, and waits until that is durable.</summary>
    /// <exception cref="StepFunctionsException">The service refuses.</exception>
    /// <exception cref="NotSupportedException">The service has no streams.</exception>
    public async Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default) =>
        await Ask(new Call(request, waits: false)).Started.WaitAsync(cancellationToken);

    /// <summary>Starts an execution once, and waits for its end.</summary>
    /// <inheritdoc cref="StartExecutionAsync"/>
    public async Task<ExecutionEnd> RunExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default) =>
        await Ask(new Call(request, waits: true)).Ended.WaitAsync(cancellationToken);

    /// <summary>Waits for the end of an execution that was started before.</summary>
    /// <inheritdoc cref="StartExecutionAsync"/>
    public async Task<ExecutionEnd> WaitForExecutionAsync(string executionArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(executionArn);
        return await Ask(new Call(executionArn)).Ended.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the stream; what is waited for is cancelled, and goes on in the service.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running;
        _client.Dispose();
        _closing.Dispose();
    }

    private async Task RunAsync(StepFunctionsClientOptions options)
    {
        var hasStream = await new StreamLoop(_client, _asked, options.TimeProvider, options.RetryDelayMax).RunAsync(() => true, _closing.Token);
        _asked.End(hasStream ? new OperationCanceledException("The stream was closed.") : new NotSupportedException($"{_client.Endpoint} has no worker streams."));
    }

    private Call Ask(Call call)
    {
        _asked.Add(call);
        return call;
    }

    /// <summary>Something that was asked, until it is answered.</summary>
    private sealed class Call
    {
        private readonly TaskCompletionSource<StartExecutionResponse> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<ExecutionEnd>? _ended;
        private readonly StartExecutionRequest? _start;
        private readonly byte[]? _input;
        private readonly string? _name;
        private string? _executionArn;

        public Call(StartExecutionRequest start, bool waits)
        {
            ArgumentNullException.ThrowIfNull(start);
            _start = start;
            _name = start.Name ?? Guid.CreateVersion7().ToString(); // so that a repeated start is told from another one
            _input = start.Input is null ? null : Checked(start.Input);
            if (waits) _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public Call(string executionArn)
        {
            _executionArn = executionArn;
            _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public long Id { get; set; }

        /// <summary>How often it was sent.</summary>
        public int Sends { get; private set; }

        public Task<StartExecutionResponse> Started => _started.Task;

        public Task<ExecutionEnd> Ended => _ended!.Task;

        public void Send(StreamConnection connection)
        {
            Sends++;
            if (_executionArn is null) connection.Send("starts", this, static (json, call) => call.WriteStart(json));
            else connection.Send("waits", this, static (json, call) => call.WriteWait(json));
        }

        /// <summary>Nobody else has a name that was made up: if it is taken, an earlier attempt got through, its answer did not, and the execution has ended since.</summary>
        /// <returns>Whether it is such a start; its execution is asked for then.</returns>
        public bool BecomesWait(string error)
        {
            if (Sends == 1 || _start is not { Name: null } start || _executionArn is not null || error != StepFunctionsErrors.ExecutionAlreadyExists) return false;
            _executionArn = StepFunctionsClient.ExecutionArn(start with { Name = _name });
            return true;
        }

        /// <returns>Whether there is nothing more to come.</returns>
        public bool SetStarted(string executionArn, DateTimeOffset startedAt)
        {
            _executionArn = executionArn;
            _started.TrySetResult(new StartExecutionResponse { ExecutionArn = executionArn, StartDate = startedAt });
            return _ended is null;
        }

        public void SetEnded(ExecutionEnd end) => _ended?.TrySetResult(end);

        public void Fail(Exception error)
        {
            // Only one of the two is awaited: the other must not be missed by anybody.
            if (_ended is null) _started.TrySetException(error);
            else _ended.TrySetException(error);
        }

        /// <summary>A text that is no JSON would break the frame that it is in, and all that is with it.</summary>
        private static byte[] Checked(string input)
        {
            var utf8 = Encoding.UTF8.GetBytes(input);
            if (utf8.Length > StreamConnection.ItemBytesMax) throw new ArgumentException($"Expected an input of at most {StreamConnection.ItemBytesMax} bytes, found {utf8.Length}.", nameof(input));
            var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            try
            {
                while (json.Read())
                {
                }
            }
            catch (JsonException e)
            {
                throw new ArgumentException($"Expected JSON text as input: {e.Message}", nameof(input), e);
            }
            return utf8;
        }

        private void WriteStart(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("id", Id);
            json.WriteString("stateMachine", _start!.StateMachineArn);
            json.WriteString("name", _name);
            if (_input is not null)
            {
                json.WritePropertyName("input");
                json.WriteRawValue(_input, skipInputValidation: true);
            }
            if (_ended is not null) json.WriteBoolean("wait", true);
            json.WriteEndObject();
        }

        private void WriteWait(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteNumber("id", Id);
            json.WriteString("execution", _executionArn);
            json.WriteEndObject();
        }
    }

    /// <summary>All that was asked and is not answered; each connection is asked it again.</summary>
    private sealed class Asked : IStreamUser
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<long, Call> _calls = [];
        private StreamConnection? _connection;
        private Exception? _end;
        private long _last;

        public void Add(Call call)
        {
            lock (_lock)
            {
                if (_end is not null) throw _end;
                call.Id = ++_last;
                _calls.Add(call.Id, call);
                if (_connection is not null) call.Send(_connection);
            }
        }

        public void End(Exception reason)
        {
            List<Call> calls;
            lock (_lock)
            {
                _end = reason;
                calls = [.. _calls.Values];
                _calls.Clear();
            }
            calls.ForEach(call => call.Fail(reason));
        }

        public void Connected(StreamConnection connection)
        {
            lock (_lock)
            {
                _connection = connection;
                foreach (var call in _calls.Values) call.Send(connection);
            }
        }

        public void Disconnected(Exception? reason)
        {
            lock (_lock) _connection = null;
        }

        public void Started(long id, string executionArn, DateTimeOffset startedAt)
        {
            if (Find(id) is { } call && call.SetStarted(executionArn, startedAt)) Remove(id);
        }

        public void Ended(long id, ExecutionEnd end) => Remove(id)?.SetEnded(end);

        public void Refused(StreamRefusal refusal)
        {
            if (refusal.Id is not { } id || Remove(id) is not { } call) return;
            if (call.BecomesWait(refusal.Error)) Add(call);
            else call.Fail(new StepFunctionsException(refusal.Error, refusal.Message, System.Net.HttpStatusCode.BadRequest));
        }

        public void HandedOut(int number, string token, byte[] input) => throw new IOException("Expected no tasks on a stream that serves no activity.");

        public void Taken(string token) => throw new IOException("Expected no acknowledged results on a stream that sends none.");

        public void Withdrawn(string token) => throw new IOException("Expected no withdrawn tasks on a stream that has none.");

        private Call? Find(long id)
        {
            lock (_lock) return _calls.GetValueOrDefault(id);
        }

        private Call? Remove(long id)
        {
            lock (_lock) return _calls.Remove(id, out var call) ? call : null;
        }
    }
}
