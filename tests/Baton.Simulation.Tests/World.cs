using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Execution;
using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation.Tests;

/// <summary>
/// A server with its clients, workers and functions in one process and on one thread. A seed decides what happens and in which order; the
/// server crashes and starts again on the same disk, whatever it was about to do.
/// </summary>
internal sealed class World
{
    private const string Role = "arn:aws:iam::000000000000:role/r";
    private static readonly string[] Inputs = ["""{"items":[1,2,3],"count":0}""", """{"items":[],"count":7}""", """{"items":[1,2,3,4,5],"deep":{"a":[1,2]}}"""];

    private readonly MemoryDisk _disk = new(partitions: 4);
    private readonly Chance _faults;
    private readonly List<Held> _held = [];
    private readonly List<(string Arn, string Name, string Definition)> _machines = [];
    private readonly ulong _seed;
    private ulong _incarnation;
    private int _words;

    public World(ulong seed)
    {
        _seed = seed;
        Chance = new Chance(seed * 31);
        _faults = new Chance(seed * 57);
        Ledger = new Ledger(_disk);
        Process = Open();
        Process.Turns.RunToEnd(SetUpAsync);
        Process.Store.OnCommit = OnCommit;
        Process.Store.OnRead = OnRead;
    }

    public Chance Chance { get; }

    public ManualTime Clock { get; } = new();

    public Ledger Ledger { get; }

    public Process Process { get; private set; }

    public int Calls { get; set; }

    public int Crashes { get; private set; }

    public int FailedCommits { get; private set; }

    /// <summary>Nothing fails any more, and everybody does what is expected.</summary>
    public bool IsHealed { get; private set; }

    public IReadOnlyList<Log> Logs => new Logs(_disk).All;

    /// <summary>What stands on the disk, as one text: two runs of a seed give the same.</summary>
    public string Fingerprint => string.Join('\n', Logs.Select(log => $"{log.Row} {log.Events.Count} {log.Events[^1].Timestamp:O}"));

    public async Task PassAsync(TimeSpan span)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = Clock.CreateTimer(_ => passed.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }

    /// <summary>Somebody has a task, and will say how it ended, or not.</summary>
    public void Hold(TaskToken token, string activity)
    {
        if (_held.Any(held => held.Token == token)) return; // got again, after a crash
        var vanishes = activity == RandomMachine.Flaky && !IsHealed && Chance.Happens(0.15);
        if (vanishes) return;
        _held.Add(new Held(token, activity)
        {
            DueAt = Clock.GetUtcNow() + Chance.Seconds(0.01, activity == RandomMachine.Flaky ? 40 : 5),
            Heartbeats = Chance.Happens(0.3) ? Chance.Between(1, 3) : 0,
            Fails = Chance.Happens(0.2),
            Repeats = Chance.Happens(0.3),
        });
    }

    /// <summary>Does one thing that the seed decides.</summary>
    public void Step()
    {
        if (Process.IsBroken) Crash();
        switch (Chance.Below(100))
        {
            case < 60: Run(Chance.Between(1, 40)); break;
            case < 80: Act(); break;
            case < 98: Pass(Chance.Of(Chance.Seconds(0.001, 1), Chance.Seconds(0.1, 5), Chance.Seconds(1, 30))); break;
            case 98 when Chance.Happens(0.3): Crash(); break;
            case 99 when Chance.Happens(0.1): Stop(); break;
            case 99 when Chance.Happens(0.2): Clock.JumpWallClock(TimeSpan.FromSeconds(Chance.Between(-300, 300))); break;
        }
    }

    /// <summary>Lets everything come to its end.</summary>
    public void Heal()
    {
        IsHealed = true;
        Process.Store.OnCommit = _ => CommitFault.None;
        Process.Store.OnRead = () => ReadFault.None;
        if (Process.IsBroken) Crash();
        Process.Turns.RunUntilIdle(); // what was begun is open too
        for (var rounds = 0; rounds < 500 && new Logs(_disk).Open is > 0 and var open; rounds++)
        {
            for (var i = 0; i < open; i++)
            {
                Process.Turns.Start(() => PollAsync(RandomMachine.Steady));
                Process.Turns.Start(() => PollAsync(RandomMachine.Flaky));
            }
            Process.Turns.RunUntilIdle();
            Pass(TimeSpan.FromSeconds(rounds < 50 ? 5 : 60));
            Process.Turns.RunUntilIdle();
            Ledger.Breaches.AddRange(CheckLiveness(replayAll: false).Select(stuck => stuck.ToString()));
        }
    }

    public IReadOnlyList<StuckExecution> CheckLiveness(bool replayAll) =>
        Process.Turns.RunToEnd(() => Process.Runtime.Liveness.CheckAsync(replayAll, CancellationToken.None));

    public void Crash()
    {
        Crashes++;
        Process.Turns.Drop();
        Reopen();
    }

    private Process Open() => new(_disk, Clock, new SimulatedCalls(this), (_seed * 1_000_003) + (_incarnation++ * 101));

    private void Reopen()
    {
        Clock.DropTimers();
        foreach (var held in _held) held.IsSending = false;
        var (onCommit, onRead) = (Process.Store.OnCommit, Process.Store.OnRead);
        Process = Open();
        (Process.Store.OnCommit, Process.Store.OnRead) = (onCommit, onRead);
        Process.Runtime.Start();
    }

    /// <summary>A clean stop, with nobody in a hurry.</summary>
    private void Stop()
    {
        var onCommit = Process.Store.OnCommit;
        Process.Store.OnCommit = _ => CommitFault.None;
        var stopping = Process.Turns.Start(() => Process.Runtime.DisposeAsync().AsTask());
        for (var i = 0; i < 100 && !stopping.IsCompleted; i++)
        {
            Process.Turns.RunUntilIdle();
            if (!stopping.IsCompleted) Pass(TimeSpan.FromSeconds(1));
        }
        if (stopping.IsCompletedSuccessfully) Process.Turns.RunToEnd(() => Process.Store.DisposeAsync().AsTask());
        else Ledger.Breaches.Add($"A clean stop did not end: {stopping.Status} {stopping.Exception}");
        Process.Turns.RunUntilIdle();
        Process.Store.OnCommit = onCommit;
        Reopen();
    }

    private void Run(int turns)
    {
        for (var i = 0; i < turns && Process.Turns.RunOne(); i++)
        {
        }
    }

    private void Pass(TimeSpan span)
    {
        Clock.Advance(span);
        if (!Process.IsBroken) SendWhatIsDue();
    }

    private async Task SetUpAsync()
    {
        Process.Runtime.Start();
        await Process.Runtime.Activities.CreateAsync(RandomMachine.Flaky, "flaky", "us-east-1", "{}", "{}", CancellationToken.None);
        await Process.Runtime.Activities.CreateAsync(RandomMachine.Steady, "steady", "us-east-1", "{}", "{}", CancellationToken.None);
        for (var i = 0; i < 4; i++)
        {
            _machines.Add(($"arn:aws:states:us-east-1:000000000000:stateMachine:m{i}", $"m{i}", new RandomMachine(Chance).Definition()));
            await CreateAsync(i);
        }
    }

    private CommitFault OnCommit(IReadOnlyList<StoreChange> changes)
    {
        var fault = _faults.Below(1000) switch
        {
            < 30 => CommitFault.Refused,
            < 40 => CommitFault.Conflict,
            < 43 => CommitFault.BrokenBefore,
            < 46 => CommitFault.BrokenAfter,
            < 90 => CommitFault.Slow,
            _ => CommitFault.None,
        };
        if (fault is not (CommitFault.None or CommitFault.Slow)) FailedCommits++;
        return fault;
    }

    private ReadFault OnRead() => _faults.Below(1000) switch
    {
        < 5 => ReadFault.Refused,
        < 200 => ReadFault.Late,
        < 400 => ReadFault.Old,
        _ => ReadFault.None,
    };

    /// <summary>A client does something.</summary>
    private void Act()
    {
        var action = Chance.Below(100);
        if (action < 40) Process.Turns.Start(StartAsync);
        else if (action < 92) Process.Turns.Start(() => PollAsync(Chance.Of(RandomMachine.Flaky, RandomMachine.Steady)));
        else if (action < 97) Process.Turns.Start(StopOneAsync);
        else Process.Turns.Start(() => DeleteOrCreateAsync(Chance.Below(_machines.Count)));
    }

    private async Task StartAsync()
    {
        var arn = Chance.Among(_machines).Arn;
        var input = JsonText.Parse(Chance.Among(Inputs));
        var name = $"n{Chance.Below(8)}";
        try
        {
            if (await Process.Runtime.Machines.FindAsync(arn, CancellationToken.None) is not { Deleting: false } machine) return;
            var result = await Process.Runtime.Router.StartAsync(
                new(machine), execution => $"arn:aws:states:us-east-1:000000000000:execution:{machine.Name}:{execution}", name, input, CancellationToken.None);
            if (result is StartResult.Started started) Ledger.Start(started.ExecutionArn, input);
        }
        catch (Exception e) when (IsToBeRepeated(e))
        {
            // the client knows nothing, and may try the name again
        }
    }

    /// <summary>Deletes a machine, or makes it again.</summary>
    private async Task DeleteOrCreateAsync(int index)
    {
        try
        {
            if (await Process.Runtime.Machines.FindAsync(_machines[index].Arn, CancellationToken.None) is null) await CreateAsync(index);
            else await Process.Runtime.DeleteStateMachineAsync(_machines[index].Arn, CancellationToken.None);
        }
        catch (Exception e) when (IsToBeRepeated(e))
        {
            // somebody else tries again
        }
    }

    private Task CreateAsync(int index) => Process.Runtime.Machines.CreateAsync(
        new(_machines[index].Arn, _machines[index].Name, "us-east-1", _machines[index].Definition, Role, "{}"), CancellationToken.None);

    private async Task StopOneAsync()
    {
        if (Ledger.Started.Count == 0 || !Chance.Happens(0.3)) return;
        var arn = Chance.Among([.. Ledger.Started.Keys]);
        try
        {
            if (await Process.Runtime.Reader.FindAsync(arn, CancellationToken.None) is not { } row) return;
            var decision = await Process.Runtime.Router.SendAsync(row, new ExecutionCommand.StopExecution("Stopped", null), CancellationToken.None);
            if (decision is Decision.Accepted) Ledger.Stop(arn);
        }
        catch (Exception e) when (IsToBeRepeated(e))
        {
            // the client knows nothing
        }
    }

    private async Task PollAsync(string activity)
    {
        // A worker that goes away while it polls; those of the steady activity do not.
        using var gone = new CancellationTokenSource();
        var leaves = activity == RandomMachine.Flaky && !IsHealed && Chance.Happens(0.3);
        using var leaving = leaves ? Clock.CreateTimer(_ => gone.Cancel(), null, Chance.Seconds(0.01, 30), Timeout.InfiniteTimeSpan) : null;
        try
        {
            var task = await Process.Runtime.Dispatcher.PollAsync(activity, "worker", Chance.Seconds(0.1, 60), CancellationToken.None, gone.Token);
            if (task is null) return;
            Ledger.Dispatched(task.Token, isActivity: true);
            Hold(task.Token, activity);
        }
        catch (Exception e) when (IsToBeRepeated(e))
        {
            // the worker polls again
        }
    }

    /// <summary>Workers whose time has come say how their tasks ended.</summary>
    private void SendWhatIsDue()
    {
        foreach (var held in _held.Where(held => !held.IsSending && held.DueAt <= Clock.GetUtcNow()).ToList())
        {
            held.IsSending = true;
            Process.Turns.Start(() => SendAsync(held));
        }
    }

    private async Task SendAsync(Held held)
    {
        var isHeartbeat = held.Heartbeats > 0;
        var output = JsonText.Parse($$"""{"word":{{++_words}}}""");
        ExecutionCommand command = isHeartbeat ? new ExecutionCommand.HeartbeatTask(held.Token)
            : held.Fails ? new ExecutionCommand.FailTask(held.Token, "Worker.Error", null)
            : new ExecutionCommand.CompleteTask(held.Token, output);
        held.DueAt = Clock.GetUtcNow() + Chance.Seconds(0.5, 8);
        try
        {
            var decision = await Process.Runtime.Router.SendAsync(held.Token, command, CancellationToken.None);
            if (isHeartbeat) held.Heartbeats--;
            else if (decision is Decision.Accepted) Ledger.Result(held.Token, held.Fails ? null : output);
            if (!isHeartbeat || decision is Decision.Rejected)
            {
                if (!held.Repeats) _held.Remove(held);
                held.Repeats = false;
                held.Heartbeats = 0;
            }
        }
        catch (Exception e) when (IsToBeRepeated(e))
        {
            // sent again when its next time comes
        }
        held.IsSending = false;
    }

    private static bool IsToBeRepeated(Exception e) => e is StoreUnavailableException or StoreConflictException or StoreBrokenException or RuntimeStoppedException;
}
