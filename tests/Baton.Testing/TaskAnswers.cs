using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Testing;

/// <summary>The answers of mocked tasks: for each state its own, in order, the last one repeated.</summary>
public sealed class TaskAnswers
{
    private readonly Dictionary<string, List<TaskAnswer>> _byState = [];
    private readonly Dictionary<string, int> _given = [];

    /// <summary>The answer of states that have none of their own; by default the task hands its input back.</summary>
    public Func<string, OpenTask, TaskAnswer> Otherwise { get; init; } = (_, task) => new TaskAnswer.Succeeds(task.Input);

    public TaskAnswers Add(string state, params ReadOnlySpan<TaskAnswer> answers)
    {
        if (!_byState.TryGetValue(state, out var known)) _byState[state] = known = [];
        known.AddRange(answers);
        return this;
    }

    public TaskAnswers Succeeds(string state, string outputJson) => Add(state, new TaskAnswer.Succeeds(JsonText.Parse(outputJson)));

    public TaskAnswers Fails(string state, string? error, string? cause = null) => Add(state, new TaskAnswer.Fails(error, cause));

    public TaskAnswers StaysSilent(string state) => Add(state, new TaskAnswer.Silence());

    internal TaskAnswer Next(string state, OpenTask task)
    {
        if (!_byState.TryGetValue(state, out var answers)) return Otherwise(state, task);
        var given = _given.GetValueOrDefault(state);
        _given[state] = given + 1;
        return answers[Math.Min(given, answers.Count - 1)];
    }
}
