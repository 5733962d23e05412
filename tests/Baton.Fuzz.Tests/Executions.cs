using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Fuzz.Tests;

/// <summary>Runs machines to their end with random answers, and looks at what must hold of any run.</summary>
internal static class Executions
{
    private const int StepsMax = 5_000;

    private static readonly string[] Errors = ["E", "States.Timeout", "States.TaskFailed", "States.Runtime", "States.DataLimitExceeded", "Lambda.Unknown", ""];

    public static LocalExecution Run(StateMachine machine, JsonData input, Random random)
    {
        var options = new LocalOptions
        {
            Seed = (ulong)random.Next(),
            Limits = EngineLimits.Default with { HistoryEventsMax = random.Next(10, 400), PayloadBytesMax = random.Next(4) == 0 ? 300 : 20_000, ExpressionTimeMax = TimeSpan.FromMilliseconds(100) },
        };
        var run = new LocalExecution(machine, new TaskAnswers { Otherwise = (_, task) => Answer(task, random) }, options).Start(JsonText.Of(input));
        for (var steps = 0; run.Step(); steps++)
        {
            Assert.True(steps < StepsMax, "The execution ends.");
            if (random.Next(4) == 0) Disturb(run, random);
        }
        if (run.IsRunning) Assert.Contains(run.State.Frames, frame => frame.Task is not null); // it waits for somebody
        Assert.Equal(CanonicalText.Of(run.State), CanonicalText.Of(ExecutionEngine.Replay(run.Events)));
        return run;
    }

    /// <summary>Sends what does not fit: it leaves no trace.</summary>
    private static void Disturb(LocalExecution run, Random random)
    {
        var token = new TaskToken(0, 1, random.Next(4), 1, 2);
        var (state, events) = (run.State, run.Events.Count);
        ExecutionCommand[] commands =
        [
            new ExecutionCommand.CompleteTask(token, JsonText.EmptyObject), new ExecutionCommand.FailTask(token, "E", null), new ExecutionCommand.HeartbeatTask(token),
            new ExecutionCommand.StartTask(token, "w"), new ExecutionCommand.SubmitTask(token, JsonText.EmptyObject), new ExecutionCommand.StartExecution(state.Identity),
        ];
        Assert.IsType<Decision.Rejected>(run.Send(commands.Pick(random)));
        Assert.True(ReferenceEquals(state, run.State) && events == run.Events.Count, "A rejected command leaves no trace.");
    }

    private static TaskAnswer Answer(OpenTask task, Random random) => random.Next(8) switch
    {
        0 => new TaskAnswer.Fails(Errors.Pick(random), random.Next(2) == 0 ? null : "cause"),
        1 => new TaskAnswer.Silence(),
        2 => new TaskAnswer.Succeeds(JsonText.Of(Mutation.Part(Seeds.Inputs.Pick(random), random))),
        3 when task.Pattern != IntegrationPattern.RequestResponse => new TaskAnswer.Submits(JsonText.EmptyObject, new TaskAnswer.Silence()),
        _ => new TaskAnswer.Succeeds(task.Input),
    };
}
