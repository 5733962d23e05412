using Baton.Functions.Invocations;
using Baton.Functions.RuntimeApi;
using Microsoft.Extensions.Logging;

namespace Baton.Functions.Hosts;

/// <summary>Serves the Runtime API to runtimes that somebody else starts.</summary>
internal sealed class PullHost(string name, FunctionSettings settings, FunctionOptions options, TimeProvider clock, ILoggerFactory loggers) : IFunctionHost
{
    private readonly CancellationTokenSource _stopping = new();
    private InvocationQueue? _queue;
    private RuntimeListener? _listener;
    private FunctionSettings _settings = settings;
    private string? _problem;

    public FunctionStatus Status => new() { Waiting = Queue.Waiting, Running = Queue.Running, Idle = Queue.Idle, RuntimeApi = _listener?.Address, Problem = _problem };

    public int Open => Queue.Running + Queue.Waiting;

    /// <summary>The settings, with the port on which it is served.</summary>
    public FunctionSettings Settings => _settings;

    private InvocationQueue Queue => _queue ??= new InvocationQueue(name, () => _settings, clock);

    public async Task StartAsync()
    {
        var api = new RuntimeApi.RuntimeApi(Queue, process: null, _stopping.Token);
        try
        {
            _listener = await RuntimeListener.StartAsync(_settings.Port ?? 0, http => options.Guard(http, api.HandleAsync), loggers);
            _settings = _settings with { Port = _listener.Port };
            _problem = null;
        }
        catch (IOException e)
        {
            _problem = $"Port {_settings.Port} of function '{name}' cannot be listened on: {e.InnerException?.Message ?? e.Message}";
            throw new FunctionSettingsException(_problem, e);
        }
    }

    public Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken) => Queue.RunAsync(invocation, cancellationToken);

    public bool TryChange(FunctionSettings settings)
    {
        if (settings.Kind != FunctionKind.Pull || settings.Port != _settings.Port) return false;
        _settings = settings;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Queue.Refuse(FunctionException.Service($"The function '{name}' is served no more."));
        if (_listener is not null) await _listener.DisposeAsync();
    }
}
