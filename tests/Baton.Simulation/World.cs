using Baton.Runtime;
using Baton.Simulation.Actors;
using Baton.Simulation.Checking;
using Baton.Store;
using Baton.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Simulation;

/// <summary>
/// A server with its clients, workers and services in one process and on one thread. A plan decides what happens and in which order; the server crashes and
/// starts again on the same disk, whatever it was about to do.
/// </summary>
internal sealed class World
{
    private readonly MemoryDisk _disk;
    private readonly Chance _steps;
    private readonly Chance _faults;
    private readonly Services _services;
    private bool _crashesNow;

    /// <param name="tell">Told what happens, line by line; null where nobody wants to know.</param>
    public World(Plan plan, Action<string>? tell)
    {
        Plan = plan;
        if (tell is not null) Tell = line => tell($"{Clock.GetUtcNow():HH:mm:ss.fff} {line}");
        _steps = ChanceOf(31);
        _faults = ChanceOf(57);
        _disk = new MemoryDisk(partitions: _faults.Of(1, 2, 4));

        // Small bounds, so that what happens at them happens often.
        Options = new RuntimeOptions
        {
            HotExecutionsMax = _faults.Of(2, 8, 64),
            InvocationsMax = _faults.Of(1, 3, 64),
            ExpressExecutionsMax = 8,
            WakeUpHorizon = _faults.Of(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(20)), // with the second, a wake-up that is lost in memory is not soon read again
            RedeliveryWindow = TimeSpan.FromMinutes(20), // longer than a commit takes, and than the clock jumps while it does: both take minutes here
            Limits = new() { StatesPerDecisionMax = _faults.Of(3, 20) },
        };
        Breaches = new Breaches(() => Clock.GetUtcNow());
        Checker = new Checker(Breaches, Options.RedeliveryWindow) { Tell = Tell };
        _services = new Services(this);
        Workers = new Workers(this);
        Clients = new Clients(this);
        Process = Open();
        Process.Runtime.Start();
        Process.Turns.RunToEnd(Clients.SetUpAsync);
        Process.Store.OnCommit = OnCommit;
        Process.Store.OnRead = OnRead;
    }

    public Plan Plan { get; }

    public Action<string>? Tell { get; }

    public RuntimeOptions Options { get; }

    public ManualTime Clock { get; } = new();

    public Trace Trace { get; } = new();

    public Counts Counts { get; } = new();

    public Breaches Breaches { get; }

    public Checker Checker { get; }

    public Workers Workers { get; }

    public Clients Clients { get; }

    public Process Process { get; private set; }

    /// <summary>Which run of the server this is, from 0.</summary>
    public int Incarnation { get; private set; }

    /// <summary>Nothing fails any more, and everybody does what is expected.</summary>
    public bool IsHealed { get; private set; }

    public bool Has(Faults fault) => !IsHealed && Plan.Faults.HasFlag(fault);

    public bool Has(Features feature) => Plan.Features.HasFlag(feature);

    /// <summary>Choices of one actor, which those of the others do not change.</summary>
    public Chance ChanceOf(ulong actor) => new((Plan.Seed * 0xD1B54A32D192ED03) ^ (actor * 0x9E3779B97F4A7C15));

    public async Task PassAsync(TimeSpan span)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = Clock.CreateTimer(_ => passed.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }

    /// <summary>Somebody outside does something that takes turns; a crash takes it away.</summary>
    public void Start(Func<Task> work) => Process.Turns.Start(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Breaches.Add("failure", e.ToString());
        }
    });

    /// <summary>Does one thing that the seed decides.</summary>
    public void Step()
    {
        if (Process.IsBroken) Crash();
        switch (_steps.Below(100))
        {
            case < 55: Run(_steps.Between(1, 40)); break;
            case < 80: Clients.Act(); break;
            case < 97: Pass(_steps.Of(_steps.Seconds(0.001, 1), _steps.Seconds(0.1, 5), TimeSpan.FromSeconds(_steps.Between(1, 30)))); break;
            case 97 when Has(Faults.Crash) && _steps.Happens(0.6): Crash(); break;
            case 98 when Has(Faults.Stop) && _steps.Happens(0.2): Stop(); break;
            case 99 when Has(Faults.Jump) && _steps.Happens(0.3): Jump(); break;
        }
        Trace.Add(Clock.GetUtcNow().Ticks);
    }

    /// <summary>Lets everything come to its end.</summary>
    public void Heal()
    {
        if (Has(Faults.Crash) && Plan.Seed % 2 == 0) Crash(); // once more, whatever is under way: else a new start would hide what this one has lost
        if (_crashesNow || Process.IsBroken) Crash();
        IsHealed = true;
        Process.Store.OnCommit = _ => CommitFault.None;
        Process.Store.OnRead = () => ReadFault.None;
        Process.Turns.RunUntilIdle();
        for (var round = 0; round < 1_000 && !IsAtRest; round++)
        {
            Workers.Poll();
            Process.Turns.RunUntilIdle();
            Pass(TimeSpan.FromSeconds(round < 20 ? 5 : round < 100 ? 30 : 300));
            Process.Turns.RunUntilIdle();
            foreach (var stuck in Process.Turns.RunToEnd(() => Process.Runtime.Liveness.CheckAsync(replayAll: false, CancellationToken.None))) Breaches.Add("late", $"{stuck.Row.Arn}: {stuck.Reason}");
            if (Breaches.All.Count > 0) return;
        }
    }

    /// <summary>Looks at all that is left.</summary>
    public void CheckEnd()
    {
        Checker.End();
        foreach (var stuck in Process.Turns.RunToEnd(() => Process.Runtime.Liveness.CheckAsync(replayAll: true, CancellationToken.None))) Breaches.Add("row", $"{stuck.Row.Arn}: {stuck.Reason}");
        foreach (var fault in Process.Runtime.Faults.All) Breaches.Add("failure", $"{fault}");
        foreach (var (row, batches) in _disk.Executions) Checker.Compare(row, batches);
        Counts.Executions = Checker.Executions.Count;
        Counts.MapRuns = Checker.MapRuns.Count;
        Counts.Express = Checker.Express.Started;
        Counts.Events = Checker.Executions.Sum(execution => execution.Version);
        Counts.Commits = Checker.Commits;
        Counts.Turns += Process.Turns.Turns;
    }

    private bool IsAtRest =>
        Checker.Executions.All(execution => execution.HasEnded) && Checker.MapRuns.AreAtRest && Checker.Express.AreAtRest && Checker.Registry.IsAtRest && Workers.AreAtRest;

    private void Crash()
    {
        _crashesNow = false;
        Counts.Crashes++;
        Tell?.Invoke("the server crashes");
        Process.Turns.Drop();
        Reopen();
    }

    private Process Open()
    {
        var process = new Process(_disk, Clock, _services, Checker.Express, Options, Tell is { } tell ? new TellingLoggers(tell) : NullLoggerFactory.Instance, (Plan.Seed * 1_000_003) + ((ulong)Incarnation * 101));
        process.Store.OnCrash = () => _crashesNow = true;
        process.Store.OnWritten = changes =>
        {
            Checker.Written(changes);
            Counts.Changes += changes.Count;
            foreach (var change in changes) Note(change);
        };
        return process;
    }

    /// <summary>What is random in the server's answers, not in the plan, has the same length at each run.</summary>
    private void Note(StoreChange change)
    {
        Trace.Add(change.GetType().Name);
        if (change is not StoreChange.Append append) return;
        Trace.Add(append.Row.Number);
        Trace.Add(append.Row.Version);
        Trace.Add(append.Events.Length);
        Trace.Add(append.Row.WakeUpAt?.Ticks ?? 0);
    }

    private void Reopen()
    {
        Counts.Turns += Process.Turns.Turns;
        Incarnation++;
        Clock.DropTimers();
        Workers.ServerIsGone();
        var (onCommit, onRead) = (Process.Store.OnCommit, Process.Store.OnRead);
        Process = Open();
        (Process.Store.OnCommit, Process.Store.OnRead) = (onCommit, onRead);
        Process.Runtime.Start();
    }

    /// <summary>A clean stop, with nobody in a hurry.</summary>
    private void Stop()
    {
        Counts.Stops++;
        Tell?.Invoke("the server stops");
        var onCommit = Process.Store.OnCommit;
        Process.Store.OnCommit = _ => CommitFault.None;
        Process.Stopping.Cancel();
        var stopping = Process.Turns.Start(() => Process.Runtime.DisposeAsync().AsTask());
        for (var i = 0; i < 100 && !stopping.IsCompleted; i++)
        {
            Process.Turns.RunUntilIdle();
            if (!stopping.IsCompleted) Pass(TimeSpan.FromSeconds(1));
        }
        if (stopping.IsCompletedSuccessfully) Process.Turns.RunToEnd(() => Process.Store.DisposeAsync().AsTask());
        else Breaches.Add("failure", $"A clean stop did not end: {stopping.Status} {stopping.Exception}");
        Process.Turns.RunUntilIdle();
        Process.Store.OnCommit = onCommit;
        Reopen();
    }

    private void Jump()
    {
        Counts.Jumps++;
        Clock.JumpWallClock(TimeSpan.FromSeconds(_steps.Between(-300, 300)));
    }

    private void Run(int turns)
    {
        for (var i = 0; i < turns && !_crashesNow && Process.Turns.RunOne(); i++)
        {
        }
        if (_crashesNow) Crash();
    }

    private void Pass(TimeSpan span)
    {
        Clock.Advance(span);
        if (!Process.IsBroken) Workers.SendWhatIsDue();
    }

    private CommitFault OnCommit(IReadOnlyList<StoreChange> changes)
    {
        var fault = _faults.Below(1000) switch
        {
            < 30 when Has(Faults.Refused) => CommitFault.Refused,
            >= 30 and < 40 when Has(Faults.Conflict) => CommitFault.Conflict,
            >= 40 and < 45 when Has(Faults.Broken) => CommitFault.BrokenBefore,
            >= 45 and < 50 when Has(Faults.Broken) => CommitFault.BrokenAfter,
            >= 50 and < 55 when Has(Faults.CrashInCommit) => CommitFault.CrashBefore,
            >= 55 and < 60 when Has(Faults.CrashInCommit) => CommitFault.CrashAfter,
            >= 60 and < 110 when Has(Faults.Slow) => CommitFault.Slow,
            _ => CommitFault.None,
        };
        Counts.Fault(fault);
        Tell?.Invoke($"a commit of {changes.Count} ({fault})");
        return fault;
    }

    private ReadFault OnRead()
    {
        var fault = _faults.Below(1000) switch
        {
            < 5 when Has(Faults.Reads) => ReadFault.Refused,
            >= 5 and < 200 when Has(Faults.Reads) => ReadFault.Late,
            >= 200 and < 400 when Has(Faults.Reads) => ReadFault.Old,
            _ => ReadFault.None,
        };
        if (fault == ReadFault.Refused) Counts.RefusedReads++;
        return fault;
    }
}
