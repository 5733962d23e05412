using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Tasks;
using Baton.Store;

namespace Baton.Runtime.Tests.Tasks;

public sealed class ActivitySubscriptionTests
{
    private readonly Harness _harness = new();
    private readonly StateMachineRow _machine;

    public ActivitySubscriptionTests() => _machine = _harness.Machine(Harness.TaskState(Harness.Activity));

    private ActivityDispatcher Dispatcher => _harness.Runtime.Dispatcher;

    [Fact]
    public void A_task_is_handed_out_with_the_commit_that_schedules_it_where_a_worker_has_room()
    {
        var worker = new Worker(this, tasksMax: 10);
        _harness.Start(_machine, "e", """{"a":1}""");
        Assert.Equal("""{"a":1}""", Assert.Single(worker.Tasks).Input.ToString());
        Assert.Equal(["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted"], _harness.History("e"));
        Assert.Single(_harness.Disk.Executions.Single().Batches);
        worker.Complete(worker.Tasks[0]);
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("e"));
        Assert.Empty(worker.Withdrawn);
    }

    [Fact]
    public void A_worker_gets_no_more_than_it_takes_at_once_and_the_next_as_it_answers()
    {
        var worker = new Worker(this, tasksMax: 3);
        Start(10);
        Assert.Equal(3, worker.Tasks.Count);
        worker.Complete(worker.Tasks[1]);
        Assert.Equal(4, worker.Tasks.Count);
        worker.SetTasksMax(5);
        Assert.Equal(6, worker.Tasks.Count);
        worker.SetTasksMax(0);
        foreach (var task in worker.Tasks.ToList()) worker.Complete(task);
        Assert.Equal(6, worker.Tasks.Count);
        worker.SetTasksMax(100);
        foreach (var task in worker.Tasks.Skip(6).ToList()) worker.Complete(task);
        Assert.Equal(10, worker.Tasks.Select(task => task.Token).Distinct().Count());
        Assert.All(Enumerable.Range(0, 10), number => Assert.Equal(ExecutionStatus.Succeeded, _harness.Status($"e{number}")));
    }

    [Fact]
    public void Two_workers_share_an_activity_evenly_as_long_as_both_have_room()
    {
        var (one, other) = (new Worker(this, tasksMax: 100), new Worker(this, tasksMax: 100));
        Start(40);
        Assert.Equal((20, 20), (one.Tasks.Count, other.Tasks.Count));
    }

    [Fact]
    public void Who_polls_and_who_subscribes_take_turns_in_the_order_in_which_they_came()
    {
        var first = _harness.Begin(() => _harness.PollAsync());
        var worker = new Worker(this, tasksMax: 1);
        var last = _harness.Begin(() => _harness.PollAsync());
        Start(3);
        _harness.Turns.RunUntilIdle();
        Assert.Equal(3, new[] { first.Result!.Token, worker.Tasks.Single().Token, last.Result!.Token }.Distinct().Count());
    }

    [Fact]
    public void What_a_worker_had_when_it_went_is_given_to_the_others_once()
    {
        var gone = new Worker(this, tasksMax: 5);
        Start(5);
        var other = new Worker(this, tasksMax: 100);
        Assert.Empty(other.Tasks);
        gone.Close(isGone: true);
        Assert.Equal(gone.Tasks.Select(task => task.Token).ToHashSet(), other.Tasks.Select(task => task.Token).ToHashSet());
        Assert.Equal(5, other.Tasks.Count);
        foreach (var task in other.Tasks.ToList()) other.Complete(task);
        Assert.IsType<Decision.Rejected>(_harness.Complete(gone.Tasks[0].Token));
        Assert.Equal(1, _harness.History("e0").Count(type => type == "ActivityStarted"));
    }

    [Fact]
    public void A_task_that_was_answered_before_the_worker_went_is_not_given_to_others()
    {
        var gone = new Worker(this, tasksMax: 2);
        Start(2);
        gone.Complete(gone.Tasks[0]);
        gone.Close(isGone: true);
        var other = new Worker(this, tasksMax: 100);
        Assert.Equal(gone.Tasks[1].Token, Assert.Single(other.Tasks).Token);
    }

    [Fact]
    public void A_worker_that_comes_back_keeps_what_it_claims()
    {
        var before = new Worker(this, tasksMax: 3);
        Start(3);
        before.Close(isGone: true);
        var after = new Worker(this, tasksMax: 0, claims: [.. before.Tasks.Select(task => task.Token)]);
        var other = new Worker(this, tasksMax: 100);
        Assert.Empty(after.Tasks);
        Assert.Empty(other.Tasks);
        foreach (var task in before.Tasks) after.Complete(task);
        Assert.All(Enumerable.Range(0, 3), number => Assert.Equal(ExecutionStatus.Succeeded, _harness.Status($"e{number}")));
    }

    [Fact]
    public void What_a_worker_gives_back_goes_to_another()
    {
        var worker = new Worker(this, tasksMax: 1);
        Start(1);
        var other = new Worker(this, tasksMax: 1);
        worker.SetTasksMax(0);
        _harness.Run(() => Do(() => Dispatcher.Return(worker, [worker.Tasks[0].Token])));
        Assert.Equal(worker.Tasks[0].Token, Assert.Single(other.Tasks).Token);
    }

    [Fact]
    public void What_ends_otherwise_is_withdrawn_from_the_worker_that_has_it()
    {
        var worker = new Worker(this, tasksMax: 2);
        Start(2);
        _harness.StopExecution("e0");
        Assert.Equal([worker.Tasks[0].Token], worker.Withdrawn);
        Start(1, from: 2);
        Assert.Equal(2, worker.Tasks.Count); // it still works on what nobody waits for
        worker.Complete(worker.Tasks[0]);
        Assert.Equal(3, worker.Tasks.Count);
    }

    [Fact]
    public void A_worker_that_does_not_read_gets_no_more_until_it_does()
    {
        var (slow, quick) = (new Worker(this, tasksMax: 100), new Worker(this, tasksMax: 100));
        slow.HasRoom = false;
        Start(10);
        Assert.Equal((0, 10), (slow.Tasks.Count, quick.Tasks.Count));
        quick.SetTasksMax(0);
        Start(4, from: 10);
        slow.HasRoom = true;
        _harness.Run(() => Do(() => Dispatcher.Resume(slow.Subscription)));
        Assert.Equal(4, slow.Tasks.Count);
    }

    [Fact]
    public void What_is_on_its_way_takes_room_before_it_is_durable()
    {
        var (slow, quick) = (new Worker(this, tasksMax: 100) { BytesMax = 20 }, new Worker(this, tasksMax: 100));
        var starts = Enumerable.Range(0, 40).Select(number => _harness.Begin(() => _harness.StartAsync(_machine, $"e{number}", """{"a":"123456789"}"""))).ToList();
        _harness.Turns.RunUntilIdle();
        Assert.All(starts, start => Assert.True(start.IsCompletedSuccessfully));
        Assert.Equal((2, 38), (slow.Tasks.Count, quick.Tasks.Count));
        Assert.Equal(0, slow.BytesExpected);
    }

    [Fact]
    public void What_will_not_come_takes_no_room()
    {
        var worker = new Worker(this, tasksMax: 100) { BytesMax = 20 };
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.ThrowsAny<Exception>(() => _harness.Start(_machine, "lost", """{"a":"123456789"}"""));
        Assert.Equal(0, worker.BytesExpected);
    }

    [Fact]
    public void A_task_that_is_offered_after_a_worker_has_claimed_it_stays_with_that_worker()
    {
        var before = new Worker(this, tasksMax: 1);
        Start(1);
        var task = before.Tasks.Single();
        before.Close(isGone: false);
        var after = new Worker(this, tasksMax: 1, claims: [task.Token]);
        var other = new Worker(this, tasksMax: 1);
        _harness.Send(task.Token, new ExecutionCommand.OfferTaskAgain(task.Token));
        _harness.Turns.RunUntilIdle();
        Assert.Empty(other.Tasks);
        after.Close(isGone: true);
        Assert.Equal(task.Token, Assert.Single(other.Tasks).Token); // it was the worker's until it went
    }

    [Fact]
    public void A_worker_whose_task_another_one_claims_has_room_for_the_next()
    {
        var before = new Worker(this, tasksMax: 1);
        Start(2);
        _ = new Worker(this, tasksMax: 1, claims: [before.Tasks.Single().Token]);
        Assert.Equal(2, before.Tasks.Count);
    }

    [Fact]
    public void A_hand_out_that_could_not_be_stored_is_made_later_and_the_task_waits_for_it()
    {
        Start(1);
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        var worker = new Worker(this, tasksMax: 1);
        Assert.Empty(worker.Tasks);
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Empty(worker.Tasks);
        _harness.Pass(TimeSpan.FromSeconds(2));
        Assert.Single(worker.Tasks);
    }

    [Fact]
    public void A_start_that_could_not_be_stored_hands_nothing_out_and_takes_no_room()
    {
        var worker = new Worker(this, tasksMax: 1);
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.ThrowsAny<Exception>(() => _harness.Start(_machine, "lost"));
        _harness.Store.OnCommit = _ => CommitFault.None;
        _harness.Pass(TimeSpan.FromSeconds(2));
        Start(1);
        Assert.Equal(ExecutionStatus.Running, _harness.Status("e0"));
        Assert.Single(worker.Tasks);
    }

    [Fact]
    public void What_was_handed_out_just_before_a_crash_is_handed_out_again()
    {
        var before = new Worker(this, tasksMax: 5);
        Start(5);
        _harness.Crash();
        var after = new Worker(this, tasksMax: 100);
        _harness.Turns.RunUntilIdle();
        Assert.Equal(before.Tasks.Select(task => task.Token).ToHashSet(), after.Tasks.Select(task => task.Token).ToHashSet());
    }

    private void Start(int count, int from = 0)
    {
        for (var i = from; i < from + count; i++) _harness.Start(_machine, $"e{i}");
        _harness.Turns.RunUntilIdle();
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    /// <summary>A worker's connection.</summary>
    private sealed class Worker : ITaskReceiver
    {
        private readonly ActivitySubscriptionTests _test;
        private long _bytes;

        public Worker(ActivitySubscriptionTests test, int tasksMax, IReadOnlyList<TaskToken>? claims = null)
        {
            _test = test;
            Subscription = test.Dispatcher.Subscribe(Harness.Activity, "worker", 1, this);
            if (claims is not null) _test._harness.Run(() => Do(() => test.Dispatcher.Claim(Subscription, claims)));
            SetTasksMax(tasksMax);
        }

        public bool HasRoom
        {
            get => field && _bytes + BytesExpected < BytesMax;
            set;
        }
        = true;

        public long BytesMax { get; init; } = long.MaxValue;

        public long BytesExpected { get; private set; }

        public ActivitySubscription Subscription { get; }

        public List<HandedOutTask> Tasks { get; } = [];

        public List<TaskToken> Withdrawn { get; } = [];

        public void Expect(int bytes) => BytesExpected += bytes;

        public void Receive(ActivitySubscription subscription, HandedOutTask task)
        {
            Tasks.Add(task);
            _bytes += task.Input.Utf8.Length;
        }

        public void Withdraw(TaskToken token) => Withdrawn.Add(token);

        public void SetTasksMax(int tasksMax) => _test._harness.Run(() => Do(() => _test.Dispatcher.SetTasksMax(Subscription, tasksMax)));

        public void Close(bool isGone) => _test._harness.Run(() => Do(() => _test.Dispatcher.Close(Subscription, isGone)));

        public void Complete(HandedOutTask task)
        {
            _test._harness.Run(() => Do(() => _test.Dispatcher.Answered(this, [task.Token])));
            _test._harness.Send(task.Token, new ExecutionCommand.CompleteTask(task.Token, JsonText.EmptyObject));
            _test._harness.Turns.RunUntilIdle();
        }
    }
}
