using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Api.History;
using Baton.Checklists;
using Baton.Client;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local;
using Baton.Local.Mocks;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>
/// A draft run from its start in virtual time: tasks are answered by mocks, and nothing outside hears of it. Bounded in events, work, time and data.
/// </summary>
internal sealed class DraftRun
{
    private const int EventsMax = 25_000;
    private const int StepsMax = 100_000;
    private const int DataBytesMax = 16 * 1024 * 1024;
    private const int StatesPerDecision = 25; // so that the bounds are looked at often

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LocalExecution _execution;
    private readonly TaskAnswers _answers;
    private readonly ulong _seed;
    private readonly int _eventsMax;
    private readonly TimeSpan _timeMax;
    private readonly List<HistoryEvent> _events = [];
    private readonly ArrayBufferWriter<byte> _data = new();
    private readonly List<Range> _texts = [];
    private MissingMockException? _missing;
    private string? _limit;

    /// <param name="request">The input, the time of the start, the bounds.</param>
    /// <param name="machine">The draft.</param>
    /// <param name="answers">What its tasks answer.</param>
    /// <param name="limits">What bounds executions here.</param>
    /// <param name="now">The present time: where the run starts unless it says another one.</param>
    /// <exception cref="FormatException">A member is not what it has to be.</exception>
    public DraftRun(DraftRequest request, StateMachine machine, TaskAnswers answers, EngineLimits limits, DateTimeOffset now)
    {
        _answers = answers;
        _seed = (ulong)request.Integer("seed", 0, int.MaxValue, Random.Shared.Next());
        _eventsMax = (int)request.Integer("eventsMax", 1, EventsMax, 5_000);
        _timeMax = TimeSpan.FromMilliseconds(request.Integer("millisecondsMax", 10, 10_000, 5_000));
        var input = request.Json("input", limits.PayloadBytesMax) ?? JsonText.EmptyObject;
        var options = new LocalOptions { StateMachineName = "draft", Seed = _seed, StartsAt = Start(request.Optional("startsAt")) ?? now, Limits = limits with { StatesPerDecisionMax = StatesPerDecision } };
        _execution = new LocalExecution(machine, answers, options).Start(input);
    }

    /// <summary>Runs to the end, until nothing happens any more, or to a bound.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            for (var steps = 0; Tell() && _execution.Step(); steps++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (steps == StepsMax) _limit = $"The run has done {StepsMax} things, which is the most it may.";
                else if (Stopwatch.GetElapsedTime(began) > _timeMax) _limit = $"The run has taken {_timeMax.TotalMilliseconds} ms of computing, which is the most it may.";
                if (_limit is not null) break;
            }
        }
        catch (MissingMockException e)
        {
            _missing = e;
        }
        Tell();
    }

    /// <summary>Takes what happened since.</summary>
    /// <returns>False where there is too much of it.</returns>
    private bool Tell()
    {
        foreach (var happened in _execution.History.Skip(_events.Count))
        {
            if (_events.Count == _eventsMax) _limit ??= $"The run has {_eventsMax} events, which is the most it may.";
            else if (_data.WrittenCount > DataBytesMax) _limit ??= $"The events of the run have more than {DataBytesMax} bytes, which is the most they may.";
            if (_limit is not null) return false;
            var start = _data.WrittenCount;
            using (var writer = new Utf8JsonWriter(_data, Readable)) HistoryEventJson.Write(writer, happened, includeExecutionData: true);
            _texts.Add(start.._data.WrittenCount);
            _events.Add(HistoryEvent.Parse(_data.WrittenSpan[start..]));
        }
        return true;
    }

    /// <summary>Writes how it came out; times are seconds since the epoch, data is JSON text.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var (state, outcome) = (_execution.State, _execution.State.Outcome);
        json.WriteStartObject();
        json.WriteString("status", state.Status.Word());
        Time(json, "startDate", state.Identity.StartedAt);
        Time(json, "stopDate", outcome?.At ?? _execution.Now);
        Text(json, "output", outcome?.Output?.ToString());
        Text(json, "error", outcome?.Error);
        Text(json, "cause", outcome?.Cause);
        json.WriteNumber("seed", _seed);
        Text(json, "limit", _limit);
        WriteWaiting(json);
        json.WriteStartArray("unusedMocks");
        foreach (var unused in _answers.Uncalled.Order(StringComparer.Ordinal)) json.WriteStringValue(unused);
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var visit in Timeline.Of(_events).AllVisits()) WriteStep(json, visit);
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var text in _texts) json.WriteRawValue(_data.WrittenSpan[text], skipInputValidation: true);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Why the run stands still where it does: a call without a mock, or states that nobody answers.</summary>
    private void WriteWaiting(Utf8JsonWriter json)
    {
        if (_missing is not null)
        {
            json.WriteStartObject("missingMock");
            json.WriteString("state", _missing.State);
            json.WriteString("message", _missing.Message);
            json.WriteEndObject();
        }
        else if (_limit is null && _execution.IsRunning)
        {
            json.WriteStartArray("waitsForEver");
            foreach (var frame in _execution.State.Frames.Where(frame => frame.Task is not null)) json.WriteStringValue(frame.State!);
            json.WriteEndArray();
        }
    }

    private static void WriteStep(Utf8JsonWriter json, StateVisit visit)
    {
        json.WriteStartObject();
        json.WriteNumber("id", visit.Id);
        json.WriteString("name", visit.Name);
        json.WriteString("type", visit.Type);
        json.WriteString("status", StatusWords.Of(visit.Status));
        Time(json, "startDate", visit.EnteredAt);
        Time(json, "stopDate", visit.LeftAt);
        Text(json, "input", visit.Input);
        Text(json, "output", visit.Output);
        Text(json, "error", visit.Failure?.Error);
        Text(json, "cause", visit.Failure?.Cause);
        if (visit.Attempts.Count > 0) json.WriteNumber("attempts", visit.Attempts.Count);
        if (visit.Lane.Owner is { } owner)
        {
            json.WriteNumber("parent", owner.Visit.Id);
            json.WriteNumber("index", visit.Lane.Index);
        }
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time) json.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1_000m);
    }

    private static DateTimeOffset? Start(string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new FormatException($"startsAt is '{text}'; expected a time such as 2026-01-31T12:00:00Z.");
    }
}
