using Baton.Runtime;
using Baton.Simulation.Actors;
using Baton.Simulation.Checking;
using Baton.Store;
using Baton.Testing;

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
    private readonly StoreFaults _storeFaults;
    private readonly Services _services;
    private readonly ExecutionLogs _log;
    private bool _crashesNow;
    private bool _standsStill;

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
        _storeFaults = new StoreFaults(this, _faults);
        _services = new Services(this);
        _log = new ExecutionLogs(Checker, Breaches, StandStill);
        Workers = new Workers(this);
        Clients = new Clients(this);
        Process = Open();
        Process.Runtime.Start();
        Process.Turns.RunToEnd(Clients.SetUpAsync);
        BeginFaults();
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

    /// <summary>Nothing fails now, and everybody does what is expected.</summary>
    public bool IsHealed { get; private set; }

    public bool Has(Faults fault) => !IsHealed && Plan.Faults.HasFlag(fault);

    /// <summary>The probability of what usually has another one.</summary>
    public double Often(Faults fault, double usual) => !Has(fault) ? 0 : Plan.Frequent.HasFlag(fault) ? Math.Min(0.7, 3 * usual) : usual;

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
        _storeFaults.Step();
        if (Process.IsBroken && _steps.Happens(0.2)) EndBroken();
        switch (_steps.Below(100))
        {
            case < 54: Run(_steps.Between(1, 40)); break;
            case < 78: Clients.Act(); break;
            case < 92: Pass(_steps.Of(_steps.Seconds(0.001, 1), _steps.Seconds(0.1, 5), TimeSpan.FromSeconds(_steps.Between(1, 30)))); break;
            case < 95 when _steps.Happens(Often(Faults.Jump, 0.3)): Jump(); break;
            case 95: BeginOutage(); break;
            case 96 when _steps.Happens(0.4): Rest(); break;
            case 97 when _steps.Happens(Often(Faults.Crash, 0.6)): Crash(); break;
            case > 97 when _steps.Happens(Often(Faults.Stop, 0.1)): Stop(); break;
        }
        Trace.Add(Clock.GetUtcNow().Ticks);
    }

    /// <summary>Lets everything come to its end.</summary>
    public void Heal()
    {
        if (Has(Faults.Crash) && Plan.Seed % 2 == 0) Crash(); // once more, whatever is under way: else a new start would hide what this one has lost
        if (_crashesNow || Process.IsBroken) Crash();
        IsHealed = true;
        Process.Turns.RunUntilIdle();
        for (var round = 0; round < 1_000 && !IsAtRest; round++)
        {
            PassAtWork(TimeSpan.FromSeconds(round < 20 ? 5 : round < 100 ? 30 : 300));
            CheckLiveness(replayAll: false, "late");
            if (Breaches.All.Count > 0) return;
        }
    }

    /// <summary>Looks at all that is left.</summary>
    public void CheckEnd()
    {
        Checker.End();
        CheckLiveness(replayAll: true, "row");
        foreach (var fault in Process.Runtime.Faults.All) Breaches.Add("failure", $"{fault}");
        Checker.Compare(_disk);
        Counts.Executions = Checker.Executions.Count;
        Counts.MapRuns = Checker.MapRuns.Count;
        Counts.Express = Checker.Express.Started;
        Counts.Events = Checker.Executions.Sum(execution => execution.Version);
        Counts.Commits = Checker.Commits;
        Counts.Turns += Process.Turns.Turns;
    }

    private bool IsAtRest =>
        Checker.Executions.All(execution => execution.HasEnded) && Checker.MapRuns.AreAtRest && Checker.Express.AreAtRest && Checker.Registry.IsAtRest && Workers.AreAtRest;

    /// <summary>Nothing fails for a while: what is not done then was forgotten, and no restart hides that it was.</summary>
    private void Rest()
    {
        if (Process.IsBroken) return;
        Counts.Rests++;
        Tell?.Invoke("nothing fails for a while");
        IsHealed = true;
        Process.Turns.RunUntilIdle();
        var due = Checker.Due().ToHashSet();
        for (var round = 0; round < 8; round++) PassAtWork(TimeSpan.FromSeconds(20));
        CheckLiveness(replayAll: false, "late");
        foreach (var late in Checker.Due().Where(due.Contains)) Breaches.Add("late", $"{late}, and nothing failed for some minutes.");
        IsHealed = false;
    }

    /// <summary>Time passes, and all that can be done by then is done.</summary>
    private void PassAtWork(TimeSpan span)
    {
        Workers.Poll();
        Process.Turns.RunUntilIdle();
        Pass(span);
        Process.Turns.RunUntilIdle();
    }

    private void CheckLiveness(bool replayAll, string rule)
    {
        foreach (var stuck in Process.Turns.RunToEnd(() => Process.Runtime.Liveness.CheckAsync(replayAll, CancellationToken.None))) Breaches.Add(rule, $"{stuck.Row.Arn}: {stuck.Reason}");
    }

    /// <summary>A thread stands still in the midst of what it does, holding no lock, and others have their turns.</summary>
    private void StandStill()
    {
        if (_standsStill) return; // one at a time
        _standsStill = true;
        for (var turns = _faults.Below(16); turns > 0 && !_crashesNow && Process.Turns.RunOne(); turns--)
        {
        }
        _standsStill = false;
    }

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
        var process = new Process(_disk, Clock, _services, _log, Options, new ServerLog(Breaches, Tell), (Plan.Seed * 1_000_003) + ((ulong)Incarnation * 101));
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
        if (_steps.Happens(0.3)) Clock.Advance(TimeSpan.FromSeconds(_steps.Between(1, 600))); // nobody starts it again at once
        Process = Open();
        BeginFaults();
        if (_steps.Happens(0.3)) BeginOutage(); // the store comes back later than the server
        Process.Runtime.Start();
        for (var waiting = _steps.Below(6); waiting > 0; waiting--) Clients.Act(); // they were only waiting for it
    }

    private void BeginOutage() => _storeFaults.BeginOutage(_steps.Between(2, 20));

    private void BeginFaults() => (Process.Store.OnCommit, Process.Store.OnRead) = (_storeFaults.OnCommit, _storeFaults.OnRead);

    /// <summary>Whoever runs the server has heard that its store cannot be trusted any more.</summary>
    private void EndBroken()
    {
        if (_steps.Happens(0.5)) Crash();
        else Stop();
    }

    /// <summary>A clean stop, with nobody in a hurry.</summary>
    private void Stop()
    {
        Counts.Stops++;
        Tell?.Invoke("the server stops");
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
        Reopen();
    }

    /// <summary>The wall clock is set while what has just become due is on its way.</summary>
    private void Jump()
    {
        Counts.Jumps++;
        Pass(TimeSpan.FromSeconds(_steps.Between(1, 60)));
        Run(_steps.Below(10));
        var most = _steps.Of(5, 30, 60, 300);
        Clock.JumpWallClock(TimeSpan.FromSeconds(_steps.Between(-most, most)));
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
        Workers.SendWhatIsDue();
    }
}
