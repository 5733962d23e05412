using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Local;

/// <summary>
/// The answers of mocked tasks, for each state its own. Which one a call gets depends on how often the state has called before:
/// retries and the iterations of a Map count, in the order in which they call.
/// </summary>
public sealed class TaskAnswers
{
    private readonly Dictionary<string, List<(int First, int Last, TaskAnswer Answer)>> _byState = [];
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>The answer where a state has none for a call; by default the task hands its input back.</summary>
    public Func<string, OpenTask, TaskAnswer> Otherwise { get; init; } = (_, task) => new TaskAnswer.Succeeds(task.Input);

    /// <summary>The states that have answers and have not called yet, in no order.</summary>
    public IEnumerable<string> Uncalled => _byState.Keys.Except(_calls.Keys);

    /// <summary>How often a state has called.</summary>
    public int CallsOf(string state) => _calls.GetValueOrDefault(state);

    /// <summary>Adds one answer for each further call; the last one is repeated for ever.</summary>
    public TaskAnswers Add(string state, params ReadOnlySpan<TaskAnswer> answers)
    {
        var known = AnswersOf(state);
        foreach (var answer in answers)
        {
            if (known is [.., var before]) known[^1] = before with { Last = before.First };
            known.Add((known.Count, int.MaxValue, answer));
        }
        return this;
    }

    /// <summary>Sets the answer of a state's calls from one to another, both included; the first call is 0. Of ranges that overlap the first one counts.</summary>
    public TaskAnswers Set(string state, int firstCall, int lastCall, TaskAnswer answer)
    {
        AnswersOf(state).Add((firstCall, lastCall, answer));
        return this;
    }

    public TaskAnswers Succeeds(string state, string outputJson) => Add(state, new TaskAnswer.Succeeds(JsonText.Parse(outputJson)));

    public TaskAnswers Fails(string state, string? error, string? cause = null) => Add(state, new TaskAnswer.Fails(error, cause));

    public TaskAnswers StaysSilent(string state) => Add(state, new TaskAnswer.Silence());

    internal TaskAnswer Next(string state, OpenTask task)
    {
        var call = CallsOf(state);
        _calls[state] = call + 1;
        foreach (var (first, last, answer) in _byState.GetValueOrDefault(state) ?? [])
        {
            if (first <= call && call <= last) return answer;
        }
        return Otherwise(state, task);
    }

    private List<(int First, int Last, TaskAnswer Answer)> AnswersOf(string state)
    {
        if (!_byState.TryGetValue(state, out var known)) _byState[state] = known = [];
        return known;
    }
}
