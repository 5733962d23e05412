using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Tests;

/// <summary>C# does not know that the unions are closed: every case goes through every switch here.</summary>
public sealed class ClosedUnionTests
{
    public static TheoryData<string> Commands => [.. CasesOf(typeof(ExecutionCommand)).Select(type => type.Name)];

    public static TheoryData<string> Events => [.. CasesOf(typeof(ExecutionEvent)).Select(type => type.Name)];

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_is_decided(string name)
    {
        var scenario = Scenario.Given("""{ "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "End": true } }""");
        var token = scenario.TokenOf("T");
        ExecutionCommand[] all =
        [
            new ExecutionCommand.StartExecution(scenario.State.Identity), new ExecutionCommand.ContinueExecution(), new ExecutionCommand.FireTimers(),
            new ExecutionCommand.StartTask(token, null), new ExecutionCommand.OfferTaskAgain(token), new ExecutionCommand.SubmitTask(token, JsonText.EmptyObject), new ExecutionCommand.CompleteTask(token, JsonText.EmptyObject),
            new ExecutionCommand.FailTask(token, null, null), new ExecutionCommand.HeartbeatTask(token), new ExecutionCommand.CompleteMapRun(token, JsonText.EmptyObject), new ExecutionCommand.FailMapRun(token, "E", null),
            new ExecutionCommand.StopExecution(null, null), new ExecutionCommand.RedriveExecution(null),
        ];
        var command = Assert.Single(all, command => command.GetType().Name == name);
        Assert.NotNull(ExecutionEngine.Decide(scenario.State, command, scenario.Run.Context()));
    }

    [Theory, MemberData(nameof(Events))]
    public void Every_event_is_folded_into_the_state(string name)
    {
        var happened = EventSamples.All.First(happened => happened.GetType().Name == name);
        var before = Somewhere(happened);
        var after = ExecutionEngine.Evolve(before, happened);
        Assert.Equal(before.Version + 1, after.Version);
        Assert.Equal(happened.Id == 0 ? before.LastEventId : happened.Id, after.LastEventId);
    }

    [Fact]
    public void Every_event_has_a_published_name_or_none()
    {
        foreach (var happened in EventSamples.All) Assert.NotEqual("", happened.HistoryType);
    }

    /// <summary>A state in which the sample's frame is open and holds what any event may ask for.</summary>
    private static ExecutionState Somewhere(ExecutionEvent happened)
    {
        var task = new OpenTask
        {
            Token = default, Kind = TaskKind.Activity, ResourceArn = "", Resource = "", Pattern = default, Input = JsonText.EmptyObject, ScheduledEventId = 1, HeartbeatSeconds = 1,
        };
        var run = new OpenMapRun { Token = default, Arn = "", Label = "", MaxConcurrency = 0 };
        var fanOut = new FanOut { Count = 2, MaxConcurrency = 0, Started = 2 };
        var initial = ExecutionState.Initial with { Identity = new LocalOptions().Identity(Machines.Parse(Machines.EndlessLoop), JsonText.EmptyObject), Halted = [new Frame { Id = Frame.RootId }] };
        return initial
            .With(new Frame { Id = Frame.RootId, State = "P", FanOut = fanOut })
            .With(new Frame { Id = happened.Frame, Parent = Frame.RootId, State = "S", Task = task, FanOut = fanOut, HaltedMapRun = new HaltedMapRun(run, null) })
            .With(new Frame { Id = 6, Parent = happened.Frame, Index = 1 });
    }

    private static IEnumerable<Type> CasesOf(Type union) => union.GetNestedTypes().Where(type => type.IsSubclassOf(union)).OrderBy(type => type.Name, StringComparer.Ordinal);
}
