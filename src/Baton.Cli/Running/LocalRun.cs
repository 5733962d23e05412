using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Api.History;
using Baton.Cli.Api;
using Baton.Client;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Local;
using Baton.Local.Mocks;

namespace Baton.Cli.Running;

/// <summary>A local execution, told as the service tells of its own.</summary>
internal sealed class LocalRun(LocalExecution run)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<HistoryEvent> _events = [];
    private readonly List<string> _texts = [];
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>The history so far, each event as the JSON that GetExecutionHistory tells.</summary>
    public IReadOnlyList<string> EventTexts => _texts;

    /// <summary>The states whose tasks nobody will answer and no timeout ends; empty unless the execution waits for ever.</summary>
    public IReadOnlyList<string> WaitsForEver => run.IsRunning && run.NextWakeUp is null ? [.. run.State.Frames.Where(frame => frame.Task is not null).Select(frame => frame.State!)] : [];

    public static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>Runs to the end, or until nothing happens any more.</summary>
    /// <param name="time">The clock; null for virtual time.</param>
    public async Task<ExecutionReport> RunAsync(TimeProvider? time, CancellationToken cancellationToken)
    {
        if (time is not null) return await RunInTime(time, cancellationToken).LastAsync(cancellationToken);
        while (run.Step()) cancellationToken.ThrowIfCancellationRequested();
        return Report();
    }

    /// <summary>Runs to the end, or until nothing happens any more, while time passes; reports at least each second.</summary>
    public async IAsyncEnumerable<ExecutionReport> RunInTime(TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            MissingMockException? missing = null;
            try
            {
                run.RunUntil(WholeMilliseconds(time.GetUtcNow()));
            }
            catch (MissingMockException e)
            {
                missing = e; // how far it got is reported first
            }
            yield return Report();
            if (missing is not null) throw missing;
            if (run.NextWakeUp is not { } at) yield break;
            var wait = at - run.Now;
            await Task.Delay(wait < LookInterval ? wait : LookInterval, time, cancellationToken);
        }
    }

    public ExecutionReport Report()
    {
        foreach (var happened in run.History.Skip(_events.Count)) Tell(happened);
        var (identity, outcome) = (run.State.Identity, run.State.Outcome);
        return new ExecutionReport(
            new DescribeExecutionResponse
            {
                ExecutionArn = identity.ExecutionArn,
                StateMachineArn = identity.StateMachineArn,
                Name = identity.Name,
                Status = StatusOf(run.State.Status),
                StartDate = identity.StartedAt,
                StopDate = outcome?.At ?? run.Now,
                Input = identity.Input.ToString(),
                Output = outcome?.Output?.ToString(),
                Error = outcome?.Error,
                Cause = outcome?.Cause,
            },
            [.. _events]);
    }

    private void Tell(ExecutionEvent happened)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json, Readable)) HistoryEventJson.Write(writer, happened, includeExecutionData: true);
        _events.Add(HistoryEvent.Parse(_json.WrittenSpan));
        _texts.Add(Encoding.UTF8.GetString(_json.WrittenSpan));
    }

    private static ExecutionStatus StatusOf(RunStatus status) => status switch
    {
        RunStatus.Succeeded => ExecutionStatus.Succeeded,
        RunStatus.Failed => ExecutionStatus.Failed,
        RunStatus.TimedOut => ExecutionStatus.TimedOut,
        RunStatus.Aborted => ExecutionStatus.Aborted,
        _ => ExecutionStatus.Running,
    };
}
