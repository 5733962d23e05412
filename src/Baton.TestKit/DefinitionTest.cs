using System.Text.Json;
using Baton.Client.Definitions;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local;

namespace Baton.TestKit;

/// <summary>
/// A test of a definition: says what its tasks answer, runs it with the real engine in virtual time, and gives what happened. A machine that waits
/// a month takes a millisecond; the same test always runs the same way.
/// </summary>
/// <example><code>
/// var test = new DefinitionTest(OrderWorkflow.Definition);
/// test.Task("Charge").Fails("Card.Busy", times: 2).Returns(new { paid = true });
/// test.Run(new { orderId = 7 }).Succeeded().Retried("Charge", 2).Took(TimeSpan.FromSeconds(3));
/// </code></example>
public sealed class DefinitionTest
{
    private readonly Definition _definition;
    private readonly Dictionary<string, TaskMock> _mocks = new(StringComparer.Ordinal);

    /// <param name="definition">Built, or read from a file.</param>
    public DefinitionTest(Definition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _definition = definition;
    }

    /// <summary>How inputs and results are written and outputs read. Default <see cref="JsonSerializerOptions.Web"/>.</summary>
    public JsonSerializerOptions Json { get; init; } = JsonSerializerOptions.Web;

    /// <summary>When the execution starts. Default the first moment of 2026, UTC.</summary>
    public DateTimeOffset StartsAt { get; init; } = LocalOptions.DefaultStart;

    /// <summary>What jitter and <c>$random</c> draw from. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether a task without a mock hands its input back; otherwise, which is the default, it fails the test.</summary>
    public bool EchoesUnmocked { get; init; }

    /// <summary>Says what a task answers. Asked again, it is the same mock.</summary>
    /// <param name="state">The name of a Task state, wherever it is in the machine.</param>
    /// <exception cref="ArgumentException">The definition has no such Task state.</exception>
    public TaskMock Task(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_mocks.TryGetValue(state, out var known)) return known;
        _definition.Machine.States.TryGetValue(state, out var found);
        return found is TaskState task
            ? _mocks[state] = new TaskMock(task, Json)
            : throw new ArgumentException($"{(found is null ? $"The definition has no state '{state}'" : $"'{state}' is a {found.Type} state, and only Task states have mocks")}; its Task states are {Tasks()}.", nameof(state));
    }

    /// <summary>Runs the definition until it ends, or until nothing happens by itself any more.</summary>
    /// <param name="input">The input; null is JSON's <c>{}</c>.</param>
    /// <exception cref="ExecutionAssertionException">A task was called that has no mock.</exception>
    public ExecutionRun Run(object? input = null)
    {
        var calls = new List<TaskCall>();
        var options = new LocalOptions { StartsAt = StartsAt, Seed = Seed, WorkerName = "test" };
        LocalExecution execution = null!;
        var answers = new TaskAnswers { Otherwise = (state, task) => Answer(execution, calls, state, task) };
        execution = new LocalExecution(_definition.Machine, answers, options);
        execution.Start(input is null ? JsonText.EmptyObject : JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(input, input.GetType(), Json))).RunToEnd();
        return new ExecutionRun(execution, calls, Json, StartsAt);
    }

    private TaskAnswer Answer(LocalExecution execution, List<TaskCall> calls, string state, OpenTask task)
    {
        var attempt = calls.Count(call => call.State == state);
        calls.Add(new TaskCall(state, task.ResourceArn, task.Input.ToString(), Json));
        if (_mocks.TryGetValue(state, out var mock)) return mock.Answer(attempt, task);
        return EchoesUnmocked
            ? new TaskAnswer.Succeeds(task.Input)
            : throw new ExecutionAssertionException($"'{state}' calls {task.ResourceArn}, and has no mock: say test.Task(\"{state}\").Returns(…).", new ExecutionRun(execution, calls, Json, StartsAt));
    }

    private string Tasks() => string.Join(", ", _definition.Machine.States.Values.OfType<TaskState>().Select(task => $"'{task.Name}'").DefaultIfEmpty("none"));
}
