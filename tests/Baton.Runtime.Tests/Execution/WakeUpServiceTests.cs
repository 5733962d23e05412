using Baton.Engine;
using Baton.Runtime.Execution;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Runtime.Tests.Execution;

public sealed class WakeUpServiceTests
{
    private static readonly Decision Nothing = new Decision.Rejected(RejectionKind.ExecutionNotRunning, "");

    private readonly ManualTime _clock = new();
    private readonly TurnScheduler _turns = new();
    private readonly MemoryDisk _disk = new();
    private readonly MemoryStore _memory;
    private readonly FaultyStore _store;
    private readonly List<long> _fired = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly WakeUpService _service;
    private Func<long, Task<Decision>> _send = _ => Task.FromResult(Nothing);
    private readonly DateTimeOffset _start;

    public WakeUpServiceTests()
    {
        _memory = new MemoryStore(_disk, _clock);
        _store = new FaultyStore(_memory, _clock);
        _start = _clock.GetUtcNow();
        _service = New();
    }

    [Fact]
    public void A_wake_up_fires_when_its_time_comes_and_not_before()
    {
        Run();
        _service.Set(1, 0, At(20));
        Pass(19.9);
        Assert.Empty(_fired);
        Pass(0.2);
        Assert.Equal([1], _fired);
    }

    [Fact]
    public void An_earlier_one_that_comes_later_fires_first()
    {
        Run();
        _service.Set(1, 0, At(20));
        _service.Set(2, 0, At(0.3));
        Pass(0.4);
        Assert.Equal([2], _fired);
    }

    [Fact]
    public void What_is_stored_is_read_when_its_time_comes_near()
    {
        _send = number =>
        {
            Store(number, null);
            return Task.FromResult(Nothing);
        };
        Store(1, 10);
        Store(2, 60); // exactly where the first reading ends
        Store(3, 61);
        Store(4, 3_600);
        Run();
        Assert.Equal(1, _service.Count);
        Pass(62);
        Assert.Equal([1, 2, 3], _fired);
        Pass(3_537);
        Assert.Equal(3, _fired.Count);
        Pass(2);
        Assert.Equal([1, 2, 3, 4], _fired);
    }

    [Fact]
    public void What_is_set_beyond_what_was_read_is_not_kept_in_memory_and_not_lost()
    {
        Run();
        Store(1, 600);
        _service.Set(1, 0, At(600));
        Assert.Equal(0, _service.Count);
        Pass(601);
        Assert.Equal([1], _fired);
    }

    [Fact]
    public void What_is_set_for_never_does_not_fire()
    {
        Run();
        _service.Set(1, 0, At(5));
        _service.Set(1, 0, null);
        Pass(100);
        Assert.Empty(_fired);
        Assert.Equal(0, _service.Count);
    }

    [Fact]
    public void A_reading_that_fails_is_made_again_and_loses_nothing()
    {
        _send = number =>
        {
            Store(number, null);
            return Task.FromResult(Nothing);
        };
        Store(1, 3);
        Store(2, 40);
        _store.OnRead = () => ReadFault.Refused;
        Run();
        Pass(3.5);
        Assert.Empty(_fired);
        _store.OnRead = () => ReadFault.None;
        Pass(1);
        Assert.Equal([1], _fired);
        Pass(40);
        Assert.Equal([1, 2], _fired);
    }

    [Fact]
    public void A_row_that_was_read_before_a_commit_does_not_hide_what_the_commit_said()
    {
        Store(1, 5);
        _store.OnRead = () => ReadFault.Old;
        _turns.Start(() => _service.RunAsync(_stopping.Token));
        while (_turns.RunOne() && _service.Count == 0)
        {
            _service.Set(1, 0, At(30)); // whenever it comes while the reading is under way
        }
        _turns.RunUntilIdle();
        Pass(29);
        Assert.Empty(_fired);
        Pass(2);
        Assert.Equal([1], _fired);
    }

    [Fact]
    public void One_that_could_not_be_sent_is_sent_again_a_second_later()
    {
        Run();
        _send = _ => throw new StoreUnavailableException("away", new IOException());
        _service.Set(1, 0, At(1));
        Pass(1);
        _send = _ => Task.FromResult(Nothing);
        Pass(0.9);
        Assert.Equal([1], _fired);
        Pass(0.2);
        Assert.Equal([1, 1], _fired);
        Pass(10);
        Assert.Equal([1, 1], _fired);
    }

    [Fact]
    public void One_that_failed_is_not_sent_again_where_a_commit_said_something_new()
    {
        Run();
        _send = number =>
        {
            if (_fired.Count == 1) _service.Set(number, 0, At(40));
            throw new StoreUnavailableException("away", new IOException());
        };
        _service.Set(1, 0, At(1));
        Pass(30);
        Assert.Equal([1], _fired);
        Pass(10);
        Assert.Equal([1, 1], _fired);
    }

    [Fact]
    public void One_whose_execution_was_set_aside_is_left_alone()
    {
        Run();
        _send = number => throw new ExecutionFaultedException(number, new InvariantException("a fault"));
        _service.Set(1, 0, At(1));
        Pass(30);
        Assert.Equal([1], _fired);
        Assert.Equal(0, _service.Count);
    }

    [Fact]
    public void Only_so_many_are_on_their_way_at_once()
    {
        var answers = new Dictionary<long, TaskCompletionSource<Decision>>();
        _send = number => (answers[number] = new TaskCompletionSource<Decision>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        Run(New(firingMax: 4));
        for (var number = 1; number <= 10; number++) _latest!.Set(number, 0, At(1));
        Pass(1);
        Assert.Equal(4, _fired.Count);
        answers[_fired[0]].SetResult(Nothing);
        answers[_fired[1]].SetResult(Nothing);
        _turns.RunUntilIdle();
        Assert.Equal(6, _fired.Count);
        _send = _ => Task.FromResult(Nothing);
        foreach (var answer in answers.Values) answer.TrySetResult(Nothing);
        _turns.RunUntilIdle();
        Assert.Equal(10, _fired.Distinct().Count());
    }

    [Fact]
    public void More_than_memory_holds_is_read_piece_by_piece()
    {
        for (var number = 1; number <= 100; number++) Store(number, -50 + (number / 2)); // overdue, as after a long stop
        Store(1_000, 20);
        _send = number =>
        {
            Store(number, null);
            return Task.FromResult(Nothing);
        };
        Run(New(entriesMax: 10, rowsPerRead: 4));
        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), _fired.Order());
        Pass(21);
        Assert.Equal(101, _fired.Count);
    }

    [Fact]
    public void A_clock_that_is_set_forward_is_noticed_within_a_second()
    {
        Run();
        _service.Set(1, 0, At(50));
        _clock.JumpWallClock(TimeSpan.FromHours(1));
        Pass(1);
        Assert.Equal([1], _fired);
    }

    [Fact]
    public void A_rush_is_told_before_it_comes_and_when_it_is_over()
    {
        var rush = new Rush(_clock);
        Run(New(rush: rush));
        for (var i = 1; i <= WakeUpService.RushMin; i++) _latest!.Set(i, 0, At(20));
        _latest!.Set(9_999, 0, At(30));
        Pass(19.89);
        Assert.Empty(rush.Told);
        Pass(0.02);
        Assert.Equal(["begin"], rush.Told.Select(told => told.What));
        Assert.Empty(_fired);
        Pass(0.1);
        Assert.Equal(WakeUpService.RushMin, _fired.Count);
        Assert.Equal(["begin", "end"], rush.Told.Select(told => told.What));
        Pass(20);
        Assert.Equal(2, rush.Told.Count);
    }

    [Fact]
    public void A_rush_is_over_when_the_last_was_dealt_with()
    {
        var answers = new TaskCompletionSource();
        _send = async _ =>
        {
            await answers.Task;
            return Nothing;
        };
        var rush = new Rush(_clock);
        Run(New(rush: rush));
        for (var i = 1; i <= WakeUpService.RushMin; i++) _latest!.Set(i, 0, At(-1)); // overdue
        _turns.RunUntilIdle();
        Assert.Equal(["begin"], rush.Told.Select(told => told.What));
        Pass(5);
        Assert.Equal(["begin"], rush.Told.Select(told => told.What));
        _turns.Start(() =>
        {
            answers.SetResult();
            return Task.CompletedTask;
        });
        _turns.RunUntilIdle();
        Assert.Equal(["begin", "end"], rush.Told.Select(told => told.What));
    }

    [Theory]
    [InlineData(WakeUpService.RushMin - 1, 0)]
    [InlineData(10_000, 0.001)] // a thousand in a second
    public void What_is_no_rush_is_not_told(int count, double apart)
    {
        var rush = new Rush(_clock);
        Run(New(rush: rush));
        for (var i = 0; i < count; i++) _latest!.Set(i, 0, At(5 + (i * apart)));
        Pass(16);
        Assert.Equal(count, _fired.Count);
        Assert.Empty(rush.Told);
    }

    [Fact]
    public void It_ends_when_it_is_told_to()
    {
        var running = _turns.Start(() => _service.RunAsync(_stopping.Token));
        _turns.RunUntilIdle();
        _stopping.Cancel();
        _turns.RunUntilIdle();
        Assert.True(running.IsCompletedSuccessfully);
    }

    private WakeUpService? _latest;

    private WakeUpService New(int firingMax = 4_096, int entriesMax = 100_000, int rowsPerRead = 10_000, IWakeUpRush? rush = null) =>
        _latest = new WakeUpService(_store, _clock, new RuntimeOptions { Rush = rush }, NullLogger<WakeUpService>.Instance)
        {
            FiringMax = firingMax,
            EntriesMax = entriesMax,
            RowsPerRead = rowsPerRead,
            Post = (partition, commands) =>
            {
                foreach (var command in commands)
                {
                    _fired.Add(command.Number);
                    _ = AnswerAsync(command);
                }
            },
        };

    private async Task AnswerAsync(PartitionWork.Command command)
    {
        try
        {
            command.Done.Set(await _send(command.Number));
        }
        catch (Exception e)
        {
            command.Done.Fail(e);
        }
    }

    private void Run(WakeUpService? service = null)
    {
        _turns.Start(() => (service ?? _service).RunAsync(_stopping.Token));
        _turns.RunUntilIdle();
    }

    private void Pass(double seconds)
    {
        for (var end = _clock.GetUtcNow().AddSeconds(seconds); _clock.GetUtcNow() < end;)
        {
            var left = end - _clock.GetUtcNow();
            _clock.Advance(_clock.UntilNextTimer is { } next && next > TimeSpan.Zero && next < left ? next : left);
            _turns.RunUntilIdle();
        }
    }

    private DateTimeOffset At(double seconds) => _start.AddSeconds(seconds);

    private void Store(long number, double? wakesUpAt)
    {
        var version = _disk.FindExecution(number)?.Row.Version ?? 0;
        var row = new ExecutionRow
        {
            Number = number,
            Arn = $"arn:{number}",
            Partition = 0,
            StateMachineId = 1,
            Revision = 1,
            Status = ExecutionStatus.Running,
            StartedAt = _start,
            WakeUpAt = wakesUpAt is { } at ? At(at) : null,
            Version = version + 1,
        };
        _memory.CommitAsync([new StoreChange.Append(row, version, 0, "[]"u8.ToArray())], CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private sealed class Rush(TimeProvider clock) : IWakeUpRush
    {
        public List<(string What, DateTimeOffset At)> Told { get; } = [];

        public void Begin() => Told.Add(("begin", clock.GetUtcNow()));

        public void End() => Told.Add(("end", clock.GetUtcNow()));
    }
}
