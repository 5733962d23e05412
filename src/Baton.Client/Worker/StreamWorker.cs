using System.Text.Json;
using Baton.Client.Streams;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Worker;

/// <summary>
/// Takes the tasks of all activities over one stream. What it has and what it has to tell outlives a connection: the next one is told
/// which tasks it still has, and gets the results that were not acknowledged again.
/// </summary>
internal sealed class StreamWorker(StepFunctionsClient client, IReadOnlyList<RemoteActivityWorker> activities, BatonWorkerOptions options, ILogger logger, CancellationToken graceOver)
    : IStreamUser
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamTask> _tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _arns = [];
    private readonly Condition _connecting = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamConnection? _connection;
    private int _connections;
    private bool _isStopping;

    private TimeProvider Time => options.Client.TimeProvider;

    /// <summary>Works until it is told to stop, then until what was begun is reported.</summary>
    /// <returns>Whether the service has the stream; if not, nothing was done.</returns>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        using var closing = new CancellationTokenSource();
        await using var whenStopping = stopping.UnsafeRegister(_ => Stop(), null);
        var beats = activities.Select(worker => Time.CreateTimer(_ => Beat(worker), null, worker.HeartbeatInterval, worker.HeartbeatInterval)).ToList();
        var running = new StreamLoop(client, this, Time, options.PollDelayMax).RunAsync(MayConnect, closing.Token);
        await Task.WhenAny(running, _drained.Task);
        await closing.CancelAsync();
        beats.ForEach(beat => beat.Dispose());
        return await running;
    }

    public void Connected(StreamConnection connection)
    {
        int number;
        lock (_lock)
        {
            _connection = connection;
            number = ++_connections;
            _arns.Clear();
        }
        if (_connecting.Works()) WorkerLog.StreamWorks(logger, client.Endpoint);
        for (var i = 0; i < activities.Count; i++) _ = ServeAsync(i, number, 0);
        List<StreamTask> answered;
        lock (_lock) answered = [.. _tasks.Values.Where(task => task.Outcome is not null)];
        answered.ForEach(Report);
    }

    public void Disconnected(Exception? reason)
    {
        lock (_lock) _connection = null;
        if (_connecting.BreaksBy(reason?.GetType().Name ?? "") && !_isStopping) WorkerLog.StreamFailed(logger, client.Endpoint, reason?.Message ?? "the connection ended");
    }

    public void HandedOut(int number, string token, byte[] input)
    {
        StreamTask task;
        string arn;
        lock (_lock)
        {
            if (_tasks.ContainsKey(token)) return; // offered again, but it is here
            if (_isStopping)
            {
                _connection?.Send("returns", token, static (json, token) => json.WriteStringValue(token));
                return;
            }
            task = _tasks[token] = new StreamTask(activities[number], token);
            arn = _arns[number];
        }
        _ = Task.Run(() => WorkAsync(task, arn, input));
    }

    public void Taken(string token) => Remove(token);

    public void Withdrawn(string token) => Find(token)?.Cancel();

    public void Started(long id, string executionArn, DateTimeOffset startedAt) => throw new IOException("Expected no starts on a worker's stream.");

    public void Ended(long id, ExecutionEnd end) => throw new IOException("Expected no ends on a worker's stream.");

    public void Refused(StreamRefusal refusal)
    {
        if (refusal.As is { } number) ServeRefused(number, refusal);
        else if (refusal.Token is { } token && Find(token) is { } task) ResultRefused(task, refusal);
        else if (refusal.Token is null) WorkerLog.StreamFailed(logger, client.Endpoint, $"{refusal.Error}: {refusal.Message}");
    }

    private bool MayConnect()
    {
        lock (_lock) return !_isStopping || (_tasks.Count > 0 && !graceOver.IsCancellationRequested);
    }

    private void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            foreach (var number in _arns.Keys) _connection?.Send("serve", number, static (json, number) => WriteServe(json, number, 0));
            if (_tasks.Count == 0) _drained.TrySetResult();
        }
    }

    /// <summary>Says that an activity is served, as soon as its ARN is known.</summary>
    /// <param name="index">Which activity.</param>
    /// <param name="connection">The number of the connection that it is said on.</param>
    /// <param name="failures">How often it failed before.</param>
    private async Task ServeAsync(int index, int connection, int failures)
    {
        var worker = activities[index];
        for (; ; failures++)
        {
            try
            {
                if (failures > 0) await Task.Delay(worker.DelayAfter(failures), Time, graceOver);
                var arn = await worker.Address.ArnAsync(graceOver);
                Serve(index, arn, connection);
                if (worker.Polling.Works()) WorkerLog.PollsAgain(logger, worker.Activity.NameOrArn);
                return;
            }
            catch (OperationCanceledException) when (graceOver.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (worker.Polling.BreaksBy(e.GetType().Name)) WorkerLog.PollFailed(logger, worker.Activity.NameOrArn, e.Message);
            }
        }
    }

    private void Serve(int index, string arn, int connection)
    {
        lock (_lock)
        {
            if (_connection is null || _connections != connection) return; // the next one says it
            var worker = activities[index];
            var holds = _tasks.Values.Where(task => task.Worker == worker && task.Outcome is null).Select(task => task.Token).ToList();
            _arns[index] = arn;
            _connection.Send("serve", (index, arn, options.WorkerName, Max: _isStopping ? 0 : worker.TasksMax, holds), static (json, serve) =>
                WriteServe(json, serve.index, serve.Max, serve.arn, serve.WorkerName, serve.holds));
        }
    }

    private void ServeRefused(int index, StreamRefusal refusal)
    {
        var worker = activities[index];
        if (refusal.Error == StepFunctionsErrors.ActivityDoesNotExist) worker.Address.IsMissing();
        if (worker.Polling.BreaksBy(refusal.Error)) WorkerLog.PollFailed(logger, worker.Activity.NameOrArn, refusal.Message);
        int connection;
        lock (_lock)
        {
            connection = _connections;
            _arns.Remove(index);
        }
        _ = ServeAsync(index, connection, 1);
    }

    private static void WriteServe(Utf8JsonWriter json, int index, int tasksMax, string? arn = null, string? workerName = null, List<string>? holds = null)
    {
        json.WriteStartObject();
        json.WriteNumber("as", index);
        json.WriteNumber("max", tasksMax);
        if (arn is not null) json.WriteString("activity", arn);
        if (workerName is not null) json.WriteString("worker", workerName);
        if (holds is { Count: > 0 })
        {
            json.WriteStartArray("holds");
            foreach (var token in holds) json.WriteStringValue(token);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private async Task WorkAsync(StreamTask task, string arn, byte[] input)
    {
        var outcome = await TaskWork.RunAsync(task.Worker, arn, task.Token, input, _ => HeartbeatAsync(task), task.Gone, graceOver);
        if (outcome is TaskOutcome.Gone) WorkerLog.TaskGone(logger, task.Worker.Activity.NameOrArn);
        lock (_lock) task.Outcome = outcome;
        Report(task);
    }

    private Task HeartbeatAsync(StreamTask task)
    {
        SendHeartbeat(task);
        return Task.CompletedTask;
    }

    private void Beat(RemoteActivityWorker worker)
    {
        List<StreamTask> running;
        lock (_lock) running = [.. _tasks.Values.Where(task => task.Worker == worker && task.Outcome is null)];
        running.ForEach(SendHeartbeat);
    }

    private void SendHeartbeat(StreamTask task)
    {
        lock (_lock) _connection?.Send("heartbeats", task.Token, static (json, token) => json.WriteStringValue(token));
    }

    /// <summary>Tells what came of a task. It is told again over the next connection if nothing is heard of it over this one.</summary>
    private void Report(StreamTask task)
    {
        lock (_lock)
        {
            if (task.Outcome is TaskOutcome.Succeeded { Output.Length: > StreamConnection.ItemBytesMax } succeeded)
            {
                var reason = $"The output has {succeeded.Output.Length} bytes; the service takes at most {StreamConnection.ItemBytesMax}.";
                WorkerLog.ResultRefused(logger, task.Worker.Activity.NameOrArn, StepFunctionsErrors.InvalidOutput, reason);
                task.Outcome = new TaskOutcome.Failed(StepFunctionsErrors.InvalidOutput, reason);
            }
            _connection?.Send("results", task, static (json, task) => WriteResult(json, task.Token, task.Outcome!));
        }
    }

    private static void WriteResult(Utf8JsonWriter json, string token, TaskOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("token", token);
        switch (outcome)
        {
            case TaskOutcome.Succeeded succeeded:
                json.WritePropertyName("output");
                json.WriteRawValue(succeeded.Output, skipInputValidation: true);
                break;
            case TaskOutcome.Failed failed:
                json.WriteString("error", failed.Error);
                json.WriteString("cause", failed.Cause);
                break;
            default:
                json.WriteString("error", WorkerErrors.TaskWithdrawn); // refused, because nobody waits; it makes room for another task
                break;
        }
        json.WriteEndObject();
    }

    private void ResultRefused(StreamTask task, StreamRefusal refusal)
    {
        TaskOutcome? outcome;
        lock (_lock) outcome = task.Outcome;
        var activity = task.Worker.Activity.NameOrArn;
        if (StepFunctionsErrors.IsTaskGone(refusal.Error))
        {
            if (outcome is not null && Remove(task.Token) && outcome is not TaskOutcome.Gone) WorkerLog.TaskGone(logger, activity);
            else if (outcome is null) task.Cancel();
        }
        else if (refusal.IsTransient)
        {
            if (outcome is not null) _ = ReportLaterAsync(task, refusal);
        }
        else if (outcome is not null)
        {
            WorkerLog.ResultRefused(logger, activity, refusal.Error, refusal.Message);
            if (outcome is not TaskOutcome.Succeeded)
            {
                Remove(task.Token);
                return;
            }
            lock (_lock) task.Outcome = new TaskOutcome.Failed(refusal.Error, refusal.Message);
            Report(task);
        }
    }

    private async Task ReportLaterAsync(StreamTask task, StreamRefusal refusal)
    {
        WorkerLog.ReportFailed(logger, task.Worker.Activity.NameOrArn, refusal.Message);
        try
        {
            await Task.Delay(options.PollDelayMax, Time, graceOver);
        }
        catch (OperationCanceledException)
        {
            // the worker stops: one last try follows at once
        }
        Report(task);
    }

    private StreamTask? Find(string token)
    {
        lock (_lock) return _tasks.GetValueOrDefault(token);
    }

    private bool Remove(string token)
    {
        lock (_lock)
        {
            if (!_tasks.Remove(token)) return false;
            if (_isStopping && _tasks.Count == 0) _drained.TrySetResult();
            return true;
        }
    }
}
