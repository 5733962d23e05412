using System.Text.Json;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local;

namespace Baton.TestKit;

/// <summary>
/// What a task answers, call by call: each method says it for the next call, and the last one for all that follow. Retries and the iterations of
/// a Map are calls of their own, in the order in which they come.
/// </summary>
public sealed class TaskMock
{
    private readonly TaskState _state;
    private readonly JsonSerializerOptions _json;
    private readonly List<Func<OpenTask, TaskAnswer>> _answers = [];

    internal TaskMock(TaskState state, JsonSerializerOptions json) => (_state, _json) = (state, json);

    /// <summary>Succeeds with a result.</summary>
    /// <param name="result">Written as JSON.</param>
    /// <param name="times">For how many calls.</param>
    public TaskMock Returns(object? result, int times = 1)
    {
        var output = Text(result);
        return Add(_ => new TaskAnswer.Succeeds(output), times);
    }

    /// <summary>Succeeds with what is computed from the input.</summary>
    /// <inheritdoc cref="Returns"/>
    public TaskMock Returns<TInput>(Func<TInput, object?> result, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Add(task => new TaskAnswer.Succeeds(Text(result(JsonSerializer.Deserialize<TInput>(task.Input.Utf8.Span, _json)!))), times);
    }

    /// <summary>Fails, as a worker or service does.</summary>
    /// <param name="error">The error's name, for Retry and Catch.</param>
    /// <param name="cause">For people.</param>
    /// <param name="times">For how many calls.</param>
    public TaskMock Fails(string error, string? cause = null, int times = 1) => Add(_ => new TaskAnswer.Fails(error, cause), times);

    /// <summary>Is taken by a worker, and never answered: its timeout or heartbeat ends it, or nothing does.</summary>
    /// <inheritdoc cref="Returns"/>
    public TaskMock StaysSilent(int times = 1) => Add(_ => new TaskAnswer.Silence(Taken: true), times);

    internal TaskAnswer Answer(int call, OpenTask task)
    {
        if (_answers.Count == 0) throw new InvalidOperationException($"The mock of '{_state.Name}' says nothing: say Returns, Fails or StaysSilent.");
        var answer = _answers[Math.Min(call, _answers.Count - 1)](task);
        // Where somebody calls back or a job runs, the service takes the task first.
        return _state.Resource is TaskResource.Service { Pattern: not IntegrationPattern.RequestResponse } ? new TaskAnswer.Submits(JsonText.EmptyObject, answer) : answer;
    }

    private TaskMock Add(Func<OpenTask, TaskAnswer> answer, int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _answers.AddRange(Enumerable.Repeat(answer, times));
        return this;
    }

    private JsonText Text(object? value) => JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), _json));
}
