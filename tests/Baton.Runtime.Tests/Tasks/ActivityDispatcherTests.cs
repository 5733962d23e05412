using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.Tasks;

public sealed class ActivityDispatcherTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:activity:a";

    private readonly HashSet<TaskToken> _offeredAgain = [];
    private readonly ManualTime _clock = new();
    private readonly TurnScheduler _turns = new();
    private readonly ActivityDispatcher _dispatcher;
    private readonly List<TaskToken> _started = [];
    private readonly HashSet<TaskToken> _ended = [];
    private readonly Dictionary<TaskToken, OpenTask> _tasks = [];
    private TaskCompletionSource? _commit;
    private Exception? _fault;
    private int _numbers;

    public ActivityDispatcherTests() => _dispatcher = new ActivityDispatcher(_clock) { Send = SendAsync };

    [Fact]
    public void Tasks_come_in_the_order_in_which_they_were_offered()
    {
        var tasks = new[] { Offer(), Offer(), Offer() };
        Assert.Equal(tasks.Select(task => task.Token), [Poll()!.Token, Poll()!.Token, Poll()!.Token]);
        Assert.Null(Poll());
    }

    [Fact]
    public void Workers_get_tasks_in_the_order_in_which_they_came()
    {
        var polls = new[] { Begin(), Begin(), Begin() };
        var tasks = new[] { Offer(), Offer(), Offer() };
        Assert.Equal(tasks.Select(task => task.Token), polls.Select(poll => poll.Result!.Token));
    }

    [Fact]
    public void A_hundred_workers_get_a_hundred_tasks_each_one_once()
    {
        var polls = Enumerable.Range(0, 100).Select(_ => Begin()).ToList();
        var tasks = Enumerable.Range(0, 150).Select(_ => Offer().Token).ToList();
        Assert.Equal(tasks.Take(100), polls.Select(poll => poll.Result!.Token));
        Assert.Equal(100, _started.Distinct().Count());
    }

    [Fact]
    public void An_activity_says_what_waits_and_who_asks()
    {
        Assert.Equal((0, null, 0, null), Status());
        var since = _clock.GetUtcNow();
        Offer();
        _clock.Advance(TimeSpan.FromSeconds(5));
        Offer();
        Assert.Equal((2, since, 0, null), Status());
        Poll();
        Assert.Equal((1, since.AddSeconds(5), 0, new WorkerSeen(since.AddSeconds(5), null)), Status());
        Poll();
        Begin();
        Begin();
        Assert.Equal((0, null, 2), (Status().Waiting, Status().OldestSince, Status().Pollers));
        Offer();
        Assert.Equal(1, Status().Pollers);
    }

    private (int Waiting, DateTimeOffset? OldestSince, int Pollers, WorkerSeen? LastSeen) Status() => _dispatcher.StatusOf(Arn) is var status ? (status.Waiting, status.OldestSince, status.Pollers, status.LastSeen) : default;

    [Fact]
    public void A_task_comes_with_its_input()
    {
        Offer("""{"a":1}""");
        Assert.Equal("""{"a":1}""", Poll()!.Input.ToString());
    }

    [Fact]
    public void A_wait_ends_without_a_task_and_leaves_nothing_behind()
    {
        var poll = Begin();
        Pass(59.9);
        Assert.False(poll.IsCompleted);
        Pass(0.2);
        Assert.Null(poll.Result);
        Assert.Equal(0, _dispatcher.ActiveQueues);
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_make_a_wait_longer()
    {
        Offer();
        _ended.UnionWith(_tasks.Keys);
        _commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var poll = Begin();
        Pass(50);
        _clock.JumpWallClock(TimeSpan.FromDays(-1));
        LetGo();
        Pass(11);
        Assert.True(poll.IsCompleted);
    }

    [Fact]
    public void A_worker_that_goes_away_when_it_was_just_given_a_task_leaves_the_other_tasks_where_they_are()
    {
        using var gone = new CancellationTokenSource();
        _ = Begin(isGone: gone.Token);
        OpenTask[] tasks = [OpenTask("{}"), OpenTask("{}")];
        foreach (var task in tasks) _dispatcher.Offer(task); // the worker has the first one, and no turn yet
        gone.Cancel();
        _turns.RunUntilIdle();
        Assert.Equal(tasks.Select(task => task.Token), [Poll()!.Token, Poll()!.Token]);
    }

    [Fact]
    public void A_wait_that_ends_late_leaves_the_queue_that_is_in_the_place_of_its_own()
    {
        using var gone = new CancellationTokenSource();
        _ = Begin(isGone: gone.Token);
        OpenTask[] tasks = [OpenTask(), OpenTask()];
        _dispatcher.Offer(tasks[0]); // the worker has it, and no turn yet
        _ended.Add(tasks[0].Token);
        _dispatcher.Withdraw(tasks[0]); // nothing is left in the queue
        _dispatcher.Offer(tasks[1]);
        gone.Cancel();
        _turns.RunUntilIdle();
        Assert.Equal(tasks[1].Token, Poll()!.Token);
    }

    [Fact]
    public void A_worker_that_went_while_it_waited_takes_no_task()
    {
        using var gone = new CancellationTokenSource();
        var poll = Begin(isGone: gone.Token);
        gone.Cancel();
        _turns.RunUntilIdle();
        Assert.Null(poll.Result);
        Offer();
        Assert.Empty(_started);
        Assert.NotNull(Poll());
    }

    [Fact]
    public void A_worker_that_went_in_the_moment_in_which_a_task_came_leaves_it_unstarted()
    {
        using var gone = new CancellationTokenSource();
        var poll = Begin(isGone: gone.Token);
        var task = OpenTask();
        _dispatcher.Offer(task);
        gone.Cancel();
        _turns.RunUntilIdle();
        Assert.Null(poll.Result);
        Assert.Empty(_started);
        Assert.Equal(task.Token, Poll()!.Token);
    }

    [Fact]
    public void A_worker_that_went_while_its_task_was_written_leaves_it_to_the_next_one_without_a_second_start()
    {
        using var gone = new CancellationTokenSource();
        _commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = Offer("""{"a":1}""");
        var other = Offer();
        var poll = Begin(isGone: gone.Token);
        gone.Cancel();
        LetGo();
        Assert.Null(poll.Result);
        Assert.Equal([task.Token], _started);

        var next = Poll()!; // before the one that came later
        Assert.Equal((task.Token, """{"a":1}"""), (next.Token, next.Input.ToString()));
        Assert.Equal([task.Token], _started);
        Assert.Equal(other.Token, Poll()!.Token);
    }

    [Fact]
    public void A_stop_in_the_moment_in_which_a_task_is_written_still_hands_it_out()
    {
        using var stopping = new CancellationTokenSource();
        _commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = Offer();
        var poll = Begin(stopWaiting: stopping.Token);
        var idle = Begin(stopWaiting: stopping.Token);
        stopping.Cancel();
        LetGo();
        Assert.Equal(task.Token, poll.Result!.Token);
        Assert.Null(idle.Result);
    }

    [Fact]
    public void A_task_that_has_ended_is_passed_over()
    {
        var (ended, open) = (Offer(), Offer());
        _ended.Add(ended.Token);
        Assert.Equal(open.Token, Poll()!.Token);
    }

    [Fact]
    public void A_worker_that_got_an_ended_task_goes_on_waiting()
    {
        var poll = Begin();
        var ended = OpenTask();
        _ended.Add(ended.Token);
        _dispatcher.Offer(ended);
        _turns.RunUntilIdle();
        Assert.False(poll.IsCompleted);
        var open = Offer();
        Assert.Equal(open.Token, poll.Result!.Token);
    }

    [Fact]
    public void A_task_that_could_not_be_started_waits_in_front()
    {
        var (first, second) = (Offer(), Offer());
        _fault = new StoreUnavailableException("away", new IOException());
        Assert.Throws<StoreUnavailableException>(() => Poll());
        _fault = null;
        Assert.Equal([first.Token, second.Token], [Poll()!.Token, Poll()!.Token]);
    }

    [Fact]
    public void A_task_whose_execution_was_set_aside_does_not_stand_in_the_way()
    {
        var (faulted, other) = (Offer(), Offer());
        _dispatcher.Send = (number, partition, command) => number == faulted.Token.Number
            ? throw new ExecutionFaultedException(number, new InvariantException("a fault"))
            : SendAsync(number, partition, command);
        Assert.Equal(other.Token, Poll()!.Token);
        Assert.Null(Poll());
    }

    [Fact]
    public void What_is_offered_twice_is_handed_out_once()
    {
        var task = Offer();
        _dispatcher.Offer(task);
        Assert.NotNull(Poll());
        _dispatcher.Offer(task); // a repeat that comes too late
        Assert.Null(Poll());
        Assert.Single(_started);
    }

    [Fact]
    public void What_was_handed_out_before_a_crash_is_handed_out_again()
    {
        var other = Offer();
        var task = OpenTask("""{"a":1}""") with { StartedAt = _clock.GetUtcNow(), IsOfferedAgain = true };
        _offeredAgain.Add(task.Token);
        _started.Add(task.Token);
        _dispatcher.Offer(task);
        Assert.Equal("""{"a":1}""", Poll()!.Input.ToString());
        _dispatcher.Offer(task); // the recovery was begun again
        Assert.Equal(other.Token, Poll()!.Token);
        Assert.Null(Poll());
    }

    [Fact]
    public void What_was_handed_out_in_this_run_is_not_offered_again()
    {
        var (handedOut, waiting) = (Offer(), Offer());
        Poll();
        Assert.True(_dispatcher.WasHandedOut(handedOut.Token));
        Assert.False(_dispatcher.WasHandedOut(waiting.Token));
        _dispatcher.Recovered();
        Assert.False(_dispatcher.WasHandedOut(handedOut.Token));
    }

    [Fact]
    public void What_is_just_being_handed_out_is_not_offered_again()
    {
        _commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = Offer();
        var first = Begin();
        Assert.True(_dispatcher.WasHandedOut(task.Token));
        LetGo();
        Assert.NotNull(first.Result);
    }

    [Fact]
    public void What_was_withdrawn_is_gone()
    {
        var (withdrawn, other) = (Offer(), Offer());
        _dispatcher.Withdraw(withdrawn);
        _dispatcher.Withdraw(withdrawn);
        Assert.Equal(other.Token, Poll()!.Token);
        Assert.Equal(0, _dispatcher.ActiveQueues);
    }

    [Fact]
    public void A_stop_ends_all_waits_and_begins_no_new_ones()
    {
        var poll = Begin();
        _dispatcher.Stop();
        _turns.RunUntilIdle();
        Assert.Null(poll.Result);
        Offer();
        Assert.Null(Begin().Result);
        Assert.Empty(_started);
    }

    private OpenTask OpenTask(string input = "{}")
    {
        var task = new OpenTask
        {
            Token = new TaskToken(0, ++_numbers, 0, (ulong)_numbers, 0),
            Kind = TaskKind.Activity,
            ResourceArn = Arn,
            Resource = Arn,
            Pattern = IntegrationPattern.RequestResponse,
            Input = JsonText.Parse(input),
            ScheduledEventId = 3,
        };
        _tasks[task.Token] = task;
        return task;
    }

    private OpenTask Offer(string input = "{}")
    {
        var task = OpenTask(input);
        _dispatcher.Offer(task);
        _turns.RunUntilIdle();
        return task;
    }

    private HandedOutTask? Poll() => _turns.RunToEnd(() => _dispatcher.PollAsync(Arn, null, TimeSpan.Zero, CancellationToken.None, CancellationToken.None));

    private Task<HandedOutTask?> Begin(CancellationToken stopWaiting = default, CancellationToken isGone = default)
    {
        var poll = _turns.Start(() => _dispatcher.PollAsync(Arn, null, TimeSpan.FromSeconds(60), stopWaiting, isGone));
        _turns.RunUntilIdle();
        return poll;
    }

    private void Pass(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        _turns.RunUntilIdle();
    }

    private void LetGo()
    {
        _commit!.SetResult();
        _commit = null;
        _turns.RunUntilIdle();
    }

    /// <summary>What a partition does when a task starts, or is offered again.</summary>
    private async Task<Decision> SendAsync(long number, int partition, ExecutionCommand command)
    {
        if (_commit is { } commit) await commit.Task;
        if (_fault is not null) throw _fault;
        if (command is ExecutionCommand.OfferTaskAgain again)
        {
            _offeredAgain.Add(again.Token);
            _dispatcher.Offer(_tasks[again.Token] with { StartedAt = _clock.GetUtcNow(), IsOfferedAgain = true });
            return new Decision.Accepted(ExecutionState.Initial, [new ExecutionEvent.TaskOfferedAgain()], Continues: false);
        }
        var token = ((ExecutionCommand.StartTask)command).Token;
        if (_offeredAgain.Remove(token)) return Has(token, new ExecutionEvent.TaskHandedOutAgain());
        if (_ended.Contains(token)) return new Decision.Rejected(RejectionKind.TaskNotOpen, "");
        if (_started.Contains(token)) return new Decision.Rejected(RejectionKind.TaskAlreadyStarted, "");
        _started.Add(token);
        return Has(token, new ExecutionEvent.TaskStarted(TaskKind.Activity, null, Arn));
    }

    private Decision.Accepted Has(TaskToken token, ExecutionEvent happened) =>
        new(ExecutionState.Initial with { Root = new Frame { Id = Frame.RootId, Task = _tasks[token] } }, [happened], Continues: false);
}
