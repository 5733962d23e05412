using System.ComponentModel;
using System.Diagnostics;
using Baton.Functions.Invocations;
using Baton.Functions.RuntimeApi;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Hosts;

/// <summary>One worker of a hosted function: a process that asks for work on a port of its own, and is started again whenever it ends.</summary>
/// <param name="number">From 1.</param>
internal sealed partial class HostedWorker(
    int number, string name, FunctionSettings settings, FunctionOptions options, InvocationQueue queue, TimeProvider clock, ILoggerFactory loggers, CancellationToken stopping)
    : IRuntimeProcess
{
    private static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);

    /// <summary>How often it is looked how much memory the worker takes, and how long its log is.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<HostedWorker>();
    private readonly WorkerLog _log = new(Path.Combine(HostedHost.LogFolder(options, name), FormattableString.Invariant($"worker-{number}.log")), clock, loggers.CreateLogger<WorkerLog>());
    private readonly Lock _lock = new();
    private Invocation? _current;
    private volatile WorkerProcess? _process;
    private volatile FunctionResult? _beginError;
    private volatile string? _lastExit;
    private volatile bool _hasAsked;
    private volatile bool _hasBegunWork;
    private long _begun;
    private int _starts;
    private bool _isEnding;

    public WorkerStatus Status => new(number, Volatile.Read(ref _starts), _lastExit);

    /// <summary>Keeps the worker running until the function stops.</summary>
    public async Task RunAsync()
    {
        var api = new RuntimeApi.RuntimeApi(queue, this, stopping);
        await using var listener = await RuntimeListener.StartAsync(0, http => options.Guard(http, api.HandleAsync), loggers);
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            (_hasAsked, _hasBegunWork, _beginError) = (false, false, null);
            lock (_lock)
            {
                _starts++;
                _isEnding = false;
            }
            var how = await RunOnceAsync(listener.Address);
            _lastExit = how;
            if (stopping.IsCancellationRequested) return;
            _log.Add(how);
            Ended(how);
            failures = _hasBegunWork ? 0 : failures + 1;
            if (failures == 1) Failed(_logger, number, name, how, _log.Path);
            if (failures == 0) continue;
            await Task.Delay(Delay(failures), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public int? Asks()
    {
        _hasAsked = true;
        lock (_lock)
        {
            if (_current is { } left)
            {
                _current = null;
                left.TryEnd(FunctionResult.Failed("Runtime.NoResponse", $"RequestId: {left.Call.RequestId} Error: The runtime asked for more work before it had ended this."));
            }
            return _isEnding ? null : _starts;
        }
    }

    public bool TryBegin(Invocation invocation, int start)
    {
        lock (_lock)
        {
            if (_isEnding || start != _starts) return false;
            _current = invocation;
            _hasBegunWork = true;
            _begun = clock.GetTimestamp();
            _log.Begin(invocation.Call.RequestId, invocation.Call.Function.Version);
            return true;
        }
    }

    public void Missed(Invocation invocation)
    {
        lock (_lock) _current = null;
    }

    public bool Has(Invocation invocation)
    {
        lock (_lock) return _current == invocation;
    }

    public ReadOnlyMemory<byte> Ends(Invocation invocation)
    {
        lock (_lock) _current = null;
        return _log.End(invocation.Call.RequestId, clock.GetElapsedTime(_begun), invocation.Call.WantsLog);
    }

    /// <summary>What does not end is ended: the worker may never come back from it.</summary>
    public void IsLate(Invocation invocation)
    {
        var late = FunctionResult.TimedOut(invocation.Call.RequestId, settings.Timeout);
        _log.Add(FormattableString.Invariant($"{invocation.Call.RequestId} Task timed out after {settings.TimeoutSeconds}.00 seconds"));
        End();
        invocation.TryEnd(late with { Log = Ends(invocation) });
    }

    public void FailedToBegin(FunctionResult error) => _beginError = error;

    private async Task<string> RunOnceAsync(string runtimeApi)
    {
        try
        {
            Directory.CreateDirectory(HostedHost.LogFolder(options, name));
            using var process = WorkerProcess.Start(settings, _log.Path, Environment(runtimeApi));
            _process = process;
            using var stop = stopping.Register(process.End);
            var exit = process.ExitAsync();
            await WatchAsync(process, exit);
            return await exit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Runtime failed to start: {e.Message}";
        }
        finally
        {
            _process = null;
        }
    }

    /// <summary>Looks after the worker until it ends.</summary>
    private async Task WatchAsync(WorkerProcess process, Task exit)
    {
        var id = await process.ReadIdAsync();
        while (await Task.WhenAny(exit, Task.Delay(WatchInterval, clock)) != exit)
        {
            if (Excess(id) is not { } excess) continue;
            _log.Add(FormattableString.Invariant($"The worker {excess} and is ended."));
            End();
            await exit;
        }
        _log.KeepShort();
    }

    /// <summary>What the worker does beyond what it may; null for nothing.</summary>
    private string? Excess(int? id)
    {
        if (_log.KeepShort()) return FormattableString.Invariant($"logs more than {WorkerLog.FloodMiB} MiB in a second");
        return settings.MemoryMiB is { } most && id is not null && MemoryMiB(id.Value) > most ? FormattableString.Invariant($"takes more than {most} MiB of memory") : null;
    }

    /// <summary>Ends the process; it gets no more work.</summary>
    private void End()
    {
        lock (_lock) _isEnding = true;
        _process?.End();
    }

    private static long MemoryMiB(int id)
    {
        try
        {
            using var worker = Process.GetProcessById(id);
            return worker.WorkingSet64 / (1024 * 1024);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return 0; // it has just ended
        }
    }

    /// <summary>Tells whoever waits for what the worker had, or was to have.</summary>
    private void Ended(string how)
    {
        Invocation? current;
        lock (_lock) (current, _isEnding) = (_current, true);
        if (current is { } invocation)
        {
            var failed = FunctionResult.Exited(invocation.Call.RequestId, how);
            invocation.TryEnd(failed with { Log = Ends(invocation) });
        }
        else if (!_hasAsked)
        {
            queue.FailWaiting(_beginError ?? FunctionResult.Failed("Runtime.ExitError", $"Error: {how}. The log of the function says more: baton function logs {name}"));
        }
    }

    private Dictionary<string, string> Environment(string runtimeApi)
    {
        var variables = new Dictionary<string, string>(LambdaEnvironment.Of(name, runtimeApi, settings.MemoryMiB, FormattableString.Invariant($"worker-{number}"), options.Region))
        {
            ["AWS_ACCESS_KEY_ID"] = "baton", // SDKs want some; they find the server at its own address
            ["AWS_SECRET_ACCESS_KEY"] = "baton",
            ["AWS_ENDPOINT_URL_SFN"] = options.ServerAddress(),
            ["AWS_ENDPOINT_URL_LAMBDA"] = options.ServerAddress(),
            ["LAMBDA_TASK_ROOT"] = Path.GetFullPath(settings.Directory ?? "."),
            ["_HANDLER"] = settings.Handler ?? "",
        };
        foreach (var (variable, value) in settings.Environment ?? new Dictionary<string, string>()) variables[variable] = value;
        return variables;
    }

    private static TimeSpan Delay(int failures) => TimeSpan.FromTicks(Math.Min(DelayMax.Ticks, DelayMin.Ticks << Math.Min(failures - 1, 20)));

    [LoggerMessage(EventId = 9102, Level = LogLevel.Warning, Message = "Worker {Number} of the function {Function} ended before it did any work: {How}. It is started again, after ever longer times; its log is {Log}.")]
    private static partial void Failed(ILogger logger, int number, string function, string how, string log);
}
