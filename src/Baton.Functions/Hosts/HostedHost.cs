using Baton.Functions.Invocations;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Hosts;

/// <summary>Runs a function by workers that the server starts and looks after.</summary>
internal sealed class HostedHost : IFunctionHost
{
    /// <summary>How long workers may take to end when they are told to; their guards end them by then.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly InvocationQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<HostedWorker> _workers;
    private readonly TimeProvider _clock;
    private readonly string? _problem;
    private Task _running = Task.CompletedTask;

    /// <param name="problem">What keeps it from being started; null for nothing.</param>
    public HostedHost(string name, FunctionSettings settings, FunctionOptions options, string? problem, TimeProvider clock, ILoggerFactory loggers)
    {
        (_name, _clock) = (name, clock);
        _problem = options.AllowsHosted ? problem : $"The server was started without --hosted-functions, so it does not start the command of the function '{name}'.";
        _queue = new InvocationQueue(name, () => settings, clock);
        _workers = [.. Enumerable.Range(1, settings.Concurrency ?? 1).Select(number => new HostedWorker(number, name, settings, options, _queue, clock, loggers, _stopping.Token))];
    }

    public FunctionStatus Status => new()
    {
        Waiting = _queue.Waiting,
        Running = _queue.Running,
        Idle = _queue.Idle,
        Workers = [.. _workers.Select(worker => worker.Status)],
        Problem = _problem ?? (_queue.Idle + _queue.Running == 0 ? _workers.Select(worker => worker.Status.LastExit).FirstOrDefault(exit => exit is not null) : null),
    };

    public int Open => _queue.Running + _queue.Waiting;

    /// <summary>Where the logs of a function are.</summary>
    public static string LogFolder(FunctionOptions options, string name) => Path.GetFullPath(Path.Combine(options.LogFolder, name.Replace(':', '@')));

    public Task StartAsync()
    {
        if (_problem is not null) throw new FunctionSettingsException(_problem);
        _running = Task.WhenAll(_workers.Select(worker => Task.Run(worker.RunAsync)));
        return Task.CompletedTask;
    }

    public Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken) =>
        _problem is null ? _queue.RunAsync(invocation, cancellationToken) : throw FunctionException.Service(_problem);

    public bool TryChange(FunctionSettings settings) => false;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _queue.Refuse(FunctionException.Service($"The function '{_name}' is served no more."));
        await Task.WhenAny(_running, Task.Delay(EndTime, _clock));
    }
}
