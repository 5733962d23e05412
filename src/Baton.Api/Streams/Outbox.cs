using Baton.Api.Operations;
using Baton.Api.Protocol;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;

namespace Baton.Api.Streams;

/// <summary>
/// What waits to be told to a worker. While one write is under way, the next fills: all that one commit brought goes out together.
/// </summary>
internal sealed class Outbox(Stream stream, TimeProvider clock, Action<int> answered, Action<Exception> failed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FrameWriter _writer = new();
    private Batch _filling = new();
    private Batch _spare = new();
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;
    private bool _isClosed;
    private long _bytes;
    private long _writingSince;

    /// <summary>How many bytes of payloads wait to be sent or are expected, about.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How long the write that is under way takes so far.</summary>
    public TimeSpan Stuck => Volatile.Read(ref _writingSince) is var since and not 0 ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>So many bytes will come; less than 0: they have come, or will not.</summary>
    public void Expect(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void HandedOut(int number, TaskToken token, JsonText input)
    {
        lock (_lock)
        {
            _filling.Tasks.Add((number, token, input));
            Filled_NeedsLock(input.Utf8.Length);
        }
    }

    public void Taken(TaskToken token)
    {
        lock (_lock)
        {
            _filling.Taken.Add(token);
            _filling.Answers++;
            Filled_NeedsLock();
        }
    }

    public void Withdrawn(TaskToken token)
    {
        lock (_lock)
        {
            _filling.Withdrawn.Add(token);
            Filled_NeedsLock();
        }
    }

    public void Refused(StreamToken token, ApiException error) => Refused(new Refusal(error) { Token = token });

    public void Refused(long id, ApiException error) => Refused(new Refusal(error) { Id = id });

    public void RefusedServe(int number, ApiException error) => Refused(new Refusal(error) { As = number });

    public void Started(long id, string executionArn, DateTimeOffset startedAt)
    {
        lock (_lock)
        {
            _filling.Started.Add((id, executionArn, startedAt));
            _filling.Answers++;
            Filled_NeedsLock();
        }
    }

    public void Ended(long id, ExecutionEnding ending)
    {
        lock (_lock)
        {
            _filling.Ended.Add((id, ending));
            Filled_NeedsLock((ending.Outcome.Output?.Utf8.Length ?? 0) + (ending.Outcome.Cause?.Length ?? 0));
        }
    }

    /// <summary>The server goes.</summary>
    public void Stopping()
    {
        lock (_lock)
        {
            _filling.IsStopping = true;
            Filled_NeedsLock();
        }
    }

    /// <summary>Says why the stream cannot go on.</summary>
    public void Error(ApiException error)
    {
        lock (_lock)
        {
            _filling.Error = error;
            Filled_NeedsLock();
        }
    }

    /// <summary>Says nothing, so that the other side knows that somebody is there.</summary>
    public void Beat()
    {
        lock (_lock)
        {
            if (!_isWriting) Filled_NeedsLock();
        }
    }

    /// <summary>Waits until all is sent that was told before, or cannot be sent.</summary>
    public Task FlushAsync()
    {
        lock (_lock) return _writing;
    }

    /// <summary>Nothing is told any more.</summary>
    public void Dispose()
    {
        lock (_lock) _isClosed = true;
        _writer.Dispose();
    }

    private void Refused(Refusal refusal)
    {
        lock (_lock)
        {
            _filling.Refused.Add(refusal);
            _filling.Answers++;
            Filled_NeedsLock();
        }
    }

    private void Filled_NeedsLock(int bytes = 0)
    {
        if (_isClosed) return;
        _filling.IsEmpty = false;
        _filling.Bytes += bytes;
        Interlocked.Add(ref _bytes, bytes);
        if (_isWriting) return;
        _isWriting = true;
        _writing = Task.Run(WriteAsync);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Next() is { } batch)
            {
                var frames = batch.Write(_writer);
                Volatile.Write(ref _writingSince, Math.Max(1, clock.GetTimestamp()));
                await stream.WriteAsync(frames);
                await stream.FlushAsync();
                Volatile.Write(ref _writingSince, 0);
                Interlocked.Add(ref _bytes, -batch.Bytes);
                var answers = batch.Answers;
                batch.Clear();
                answered(answers);
            }
        }
        catch (Exception e)
        {
            failed(e); // it stays marked as writing: nothing more can be sent
        }
    }

    private Batch? Next()
    {
        lock (_lock)
        {
            if (_filling.IsEmpty)
            {
                _isWriting = false;
                return null;
            }
            var full = _filling;
            (_filling, _spare) = (_spare, full);
            return full;
        }
    }

    /// <summary>What is told of one thing that was asked, which is named as it was there.</summary>
    private readonly record struct Refusal(ApiException Error)
    {
        public StreamToken Token { get; init; }

        public long? Id { get; init; }

        public int? As { get; init; }
    }

    /// <summary>What one write carries.</summary>
    private sealed class Batch
    {
        public List<(int Number, TaskToken Token, JsonText Input)> Tasks { get; } = [];

        public List<TaskToken> Taken { get; } = [];

        public List<TaskToken> Withdrawn { get; } = [];

        public List<Refusal> Refused { get; } = [];

        public List<(long Id, string ExecutionArn, DateTimeOffset StartedAt)> Started { get; } = [];

        public List<(long Id, ExecutionEnding Ending)> Ended { get; } = [];

        public bool IsStopping { get; set; }

        public ApiException? Error { get; set; }

        public bool IsEmpty { get; set; } = true;

        public long Bytes { get; set; }

        /// <summary>How many things that were asked are answered here.</summary>
        public int Answers { get; set; }

        public ReadOnlyMemory<byte> Write(FrameWriter frames)
        {
            frames.Items("taken", Taken, static (frame, token) => frame.Token(token));
            frames.Items("refused", Refused, WriteRefusal);
            frames.Items("started", Started, WriteStarted);
            frames.Items("tasks", Tasks, WriteTask);
            frames.Items("withdrawn", Withdrawn, static (frame, token) => frame.Token(token));
            frames.Items("ended", Ended, WriteEnded);
            if (IsStopping) frames.Flag("stopping");
            if (Error is { } error) frames.Items("errors", [error], WriteError);
            return frames.Finish();
        }

        public void Clear()
        {
            Tasks.Clear();
            Taken.Clear();
            Withdrawn.Clear();
            Refused.Clear();
            Started.Clear();
            Ended.Clear();
            (IsStopping, Error, IsEmpty, Bytes, Answers) = (false, null, true, 0, 0);
        }

        private static void WriteTask(FrameWriter frame, (int Number, TaskToken Token, JsonText Input) task)
        {
            frame.Json.WriteStartObject();
            frame.Json.WriteNumber("as", task.Number);
            frame.Token("token", task.Token);
            frame.Payload("input", task.Input.Utf8.Span);
            frame.Json.WriteEndObject();
        }

        private static void WriteStarted(FrameWriter frame, (long Id, string ExecutionArn, DateTimeOffset StartedAt) start)
        {
            frame.Json.WriteStartObject();
            frame.Json.WriteNumber("id", start.Id);
            frame.Json.WriteString("execution", start.ExecutionArn);
            frame.Time("at", start.StartedAt);
            frame.Json.WriteEndObject();
        }

        private static void WriteEnded(FrameWriter frame, (long Id, ExecutionEnding Ending) end)
        {
            var outcome = end.Ending.Outcome;
            frame.Json.WriteStartObject();
            frame.Json.WriteNumber("id", end.Id);
            frame.Json.WriteString("execution", end.Ending.ExecutionArn);
            frame.Json.WriteString("status", Statuses.Of(end.Ending.Status));
            frame.Time("at", outcome.At);
            if (outcome.Output is { } output) frame.Payload("output", output.Utf8.Span);
            if (outcome.Error is { } error) frame.Json.WriteString("error", error);
            if (outcome.Cause is { } cause) frame.Json.WriteString("cause", cause);
            frame.Json.WriteEndObject();
        }

        private static void WriteRefusal(FrameWriter frame, Refusal refusal)
        {
            frame.Json.WriteStartObject();
            if (refusal.Id is { } id) frame.Json.WriteNumber("id", id);
            else if (refusal.As is { } number) frame.Json.WriteNumber("as", number);
            else if (refusal.Token.Unknown is { } unknown) frame.Json.WriteString("token", unknown);
            else frame.Token("token", refusal.Token.Token);
            WriteErrorMembers(frame, refusal.Error);
            frame.Json.WriteEndObject();
        }

        private static void WriteError(FrameWriter frame, ApiException error)
        {
            frame.Json.WriteStartObject();
            WriteErrorMembers(frame, error);
            frame.Json.WriteEndObject();
        }

        private static void WriteErrorMembers(FrameWriter frame, ApiException error)
        {
            frame.Json.WriteString("error", error.Code);
            frame.Json.WriteString("message", error.Message);
        }
    }
}
