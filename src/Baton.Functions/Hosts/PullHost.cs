using Baton.Functions.Invocations;
using Baton.Functions.RuntimeApi;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Hosts;

/// <summary>Serves the Runtime API to runtimes that somebody else starts.</summary>
internal sealed class PullHost : IFunctionHost
{
    private readonly string _name;
    private readonly FunctionOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly InvocationQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private RuntimeListener? _listener;
    private FunctionSettings _settings;
    private string? _problem;

    public PullHost(string name, FunctionSettings settings, FunctionOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        (_name, _settings, _options, _loggers) = (name, settings, options, loggers);
        _queue = new InvocationQueue(name, () => _settings, clock);
    }

    public FunctionStatus Status => new() { Waiting = _queue.Waiting, Running = _queue.Running, Idle = _queue.Idle, RuntimeApi = _listener?.Address, Problem = _problem };

    public int Open => _queue.Running + _queue.Waiting;

    /// <summary>The settings, with the port on which it is served.</summary>
    public FunctionSettings Settings => _settings;

    public async Task StartAsync()
    {
        var api = new RuntimeApi.RuntimeApi(_queue, process: null, _stopping.Token);
        try
        {
            _listener = await RuntimeListener.StartAsync(_settings.Port ?? 0, http => _options.Guard(http, api.HandleAsync), _loggers);
            _settings = _settings with { Port = _listener.Port };
            _problem = null;
        }
        catch (IOException e)
        {
            _problem = $"Port {_settings.Port} of function '{_name}' cannot be listened on: {e.InnerException?.Message ?? e.Message}";
            throw new FunctionSettingsException(_problem, e);
        }
    }

    public Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken) => _queue.RunAsync(invocation, cancellationToken);

    public bool TryChange(FunctionSettings settings)
    {
        if (settings.Kind != FunctionKind.Pull || settings.Port != _settings.Port) return false;
        _settings = settings;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _queue.Refuse(FunctionException.Service($"The function '{_name}' is served no more."));
        if (_listener is not null) await _listener.DisposeAsync();
    }
}
