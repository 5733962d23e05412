using System.Collections.Concurrent;
using Baton.Functions.Hosts;
using Baton.Functions.Invocations;
using Baton.Runtime.Connections;
using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Functions;

/// <summary>The functions that this server knows, and how they are invoked.</summary>
public sealed partial class FunctionService : IAsyncDisposable
{
    private const int PageLength = 100;

    /// <summary>How long it takes until a function is tried again that could not begin when the server was started.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly IStore _store;
    private readonly FunctionOptions _options;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly FunctionEvents _events;
    private readonly EnvironmentSecrets _secrets;
    private readonly ConcurrentDictionary<string, Function> _functions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IFunctionHost, bool> _leaving = new();
    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private GroupCommitter? _committer;

    /// <remarks>To be disposed of after the runtime whose tasks it does: what it cuts off then is wanted by nobody.</remarks>
    public FunctionService(IStore store, FunctionOptions options, HttpClient http, TimeProvider clock, ILoggerFactory loggers)
    {
        (_store, _options, _http, _clock, _loggers) = (store, options, http, clock, loggers);
        _logger = loggers.CreateLogger<FunctionService>();
        _secrets = new EnvironmentSecrets(options.Secrets);
        _events = new FunctionEvents(store, CommitAsync, RunAsync, clock, loggers.CreateLogger<FunctionEvents>());
    }

    public FunctionOptions Options => _options;

    /// <summary>All functions, in the order of their names.</summary>
    public IReadOnlyList<FunctionView> All => [.. _functions.Values.OrderBy(function => function.Row.Name, StringComparer.Ordinal).Select(function => function.View)];

    /// <summary>Reads the functions. Invocations wait, and so do changes, until <see cref="StartAsync"/> begins to run them.</summary>
    public async Task LoadAsync(GroupCommitter committer, CancellationToken cancellationToken)
    {
        _committer = committer;
        await _changing.WaitAsync(cancellationToken);
        for (var after = ""; ;)
        {
            var rows = await _store.ListFunctionsAsync(after, PageLength, cancellationToken);
            foreach (var row in rows)
            {
                var (settings, problem) = Opened(row);
                _functions[row.Name] = new Function(row, settings, HostOf(row.Name, settings, problem), new FunctionCounts(_clock));
            }
            if (rows.Count < PageLength) return;
            after = rows[^1].Name;
        }
    }

    /// <summary>Begins to run the functions, when the server listens.</summary>
    public async Task StartAsync()
    {
        foreach (var function in _functions.Values)
        {
            if (await TryStartAsync(function) is { } problem) StartFailed(_logger, function.Row.Name, problem);
            else await SealAnewAsync(function);
        }
        _changing.Release();
    }

    /// <summary>Stops delivering events, before the store is closed.</summary>
    public void BeginStop() => _events.Stop();

    /// <summary>Takes up the events that functions owe.</summary>
    public Task DeliverEventsAsync() => _events.TakeUpAsync(_stopping.Token);

    /// <summary>A function by its key; null where it is not known.</summary>
    public FunctionView? Find(string key) => _functions.GetValueOrDefault(key)?.View;

    public bool Knows(FunctionName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _functions.ContainsKey(name.Key);
    }

    /// <summary>Adds a function, or changes it: what was accepted before is still done as it was.</summary>
    /// <param name="mayExist">Whether one that is there is changed; else null is given for it.</param>
    /// <exception cref="FunctionSettingsException">The settings cannot be; nothing has changed.</exception>
    public async Task<FunctionView?> PutAsync(FunctionName name, FunctionSettings settings, bool mayExist, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        if (settings.Kind == FunctionKind.Hosted && !_options.AllowsHosted)
            throw new FunctionSettingsException("This server starts no commands: whoever can reach it could run programs as its user. Start it with --hosted-functions, or Baton__Functions__Hosted=true, to allow that.");
        if (settings.Kind == FunctionKind.Hosted && OperatingSystem.IsWindows())
            throw new FunctionSettingsException("Hosted functions need Linux or macOS. Start the runtime yourself, and make it a pull function.");
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var before = _functions.GetValueOrDefault(name.Key);
            if (before is not null && !mayExist) return null;
            if (settings is { Kind: FunctionKind.Pull, Port: null } && before?.Settings.Port is { } port) settings = settings with { Port = port };
            return before is not null && before.Host.TryChange(settings) ? await ChangeAsync(name, settings, before) : await ReplaceAsync(name, settings, before);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Removes a function; false where it is not known. What waits or runs here is refused; what was posted elsewhere comes to its end.</summary>
    public async Task<bool> RemoveAsync(FunctionName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (!_functions.TryGetValue(name.Key, out var function)) return false;
            await CommitAsync(new StoreChange.RemoveFunction(name.Key));
            _functions.TryRemove(name.Key, out _);
            await function.Host.DisposeAsync();
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Invokes a function, and gives what the Invoke API answers.</summary>
    public async Task<FunctionAnswer> InvokeAsync(FunctionInvocation invocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        try
        {
            if (!Knows(invocation.Function)) throw FunctionException.NotFound(invocation.Function);
            invocation = InvocationRules.Checked(invocation);
            switch (invocation.Type)
            {
                case InvocationType.DryRun:
                    return FunctionAnswer.Of(invocation, 204);
                case InvocationType.Event:
                    await _events.AcceptAsync(invocation);
                    return FunctionAnswer.Of(invocation, 202);
                default:
                    return FunctionAnswer.Of(invocation, 200, await RunAsync(invocation, cancellationToken));
            }
        }
        catch (FunctionException e)
        {
            return FunctionAnswer.Of(invocation, e);
        }
    }

    /// <summary>Stops: what waits for work is told to come back, workers end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _events.Stop();
        await Task.WhenAll(_functions.Values.Select(function => function.Host).Concat(_leaving.Keys).Select(host => host.DisposeAsync().AsTask()));
        _events.Dispose();
        _changing.Dispose();
        _stopping.Dispose();
    }

    private Task CommitAsync(StoreChange change) => (_committer ?? throw new InvalidOperationException("The functions were not read yet.")).CommitAsync(change);

    private Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken) =>
        _functions.TryGetValue(invocation.Function.Key, out var function) ? function.Counts.CountAsync(() => function.Host.RunAsync(invocation, cancellationToken)) : throw FunctionException.NotFound(invocation.Function);

    /// <summary>Stores what the host has taken over already.</summary>
    private async Task<FunctionView> ChangeAsync(FunctionName name, FunctionSettings settings, Function before)
    {
        try
        {
            return await StoreAsync(name, settings, before, before.Host);
        }
        catch (Exception)
        {
            before.Host.TryChange(before.Settings);
            throw;
        }
    }

    /// <summary>Puts another host in the place of the one before, which ends what it has.</summary>
    private async Task<FunctionView> ReplaceAsync(FunctionName name, FunctionSettings settings, Function? before)
    {
        var host = HostOf(name.Key, settings);
        try
        {
            await host.StartAsync();
            var view = await StoreAsync(name, host is PullHost pull ? pull.Settings : settings, before, host);
            if (before is not null && _leaving.TryAdd(before.Host, true)) _ = LeaveAsync(before.Host);
            return view;
        }
        catch (Exception)
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task<FunctionView> StoreAsync(FunctionName name, FunctionSettings settings, Function? before, IFunctionHost host)
    {
        var now = StoreTime.Stored(_clock.GetUtcNow());
        var row = new FunctionRow(name.Key, _secrets.Seal(name.Key, settings).ToJson(), before?.Row.CreatedAt ?? now, now);
        await CommitAsync(new StoreChange.PutFunction(row));
        return (_functions[name.Key] = new Function(row, settings, host, before?.Counts ?? new FunctionCounts(_clock))).View;
    }

    /// <returns>The settings, and what keeps the function from running; null for nothing.</returns>
    private (FunctionSettings Settings, string? Problem) Opened(FunctionRow row)
    {
        var stored = FunctionSettings.Parse(row.Settings);
        try
        {
            return (_secrets.Open(row.Name, stored), null);
        }
        catch (SecretKeyException e)
        {
            return (stored, e.Message);
        }
    }

    /// <summary>What an earlier key encrypted is encrypted with the present one, so that the earlier one can go.</summary>
    private async Task SealAnewAsync(Function function)
    {
        if (_secrets.IsCurrent(function.Row.Name, FunctionSettings.Parse(function.Row.Settings))) return;
        var row = function.Row with { Settings = _secrets.Seal(function.Row.Name, function.Settings).ToJson() };
        try
        {
            await CommitAsync(new StoreChange.PutFunction(row));
            _functions[row.Name] = function with { Row = row };
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException)
        {
            // the next start does it
        }
    }

    private IFunctionHost HostOf(string name, FunctionSettings settings, string? problem = null) => settings.Kind switch
    {
        FunctionKind.Pull => new PullHost(name, settings, _options, _clock, _loggers),
        FunctionKind.Hosted => new HostedHost(name, settings, _options, problem, _clock, _loggers),
        _ => new HttpHost(name, settings, _options, _http, _clock),
    };

    /// <summary>Begins to run a function, now or as soon as it can be.</summary>
    /// <returns>Why it cannot be now; null where it runs.</returns>
    private async Task<string?> TryStartAsync(Function function)
    {
        try
        {
            await function.Host.StartAsync();
            return null;
        }
        catch (FunctionSettingsException e)
        {
            if (function.Host is PullHost) _ = StartLaterAsync(function); // its port may become free
            return e.Message;
        }
    }

    private async Task StartLaterAsync(Function function)
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(RetryDelay, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested || _functions.GetValueOrDefault(function.Row.Name)?.Host != function.Host) return;
            try
            {
                await function.Host.StartAsync();
                return;
            }
            catch (FunctionSettingsException)
            {
                // still not; it was told once
            }
        }
    }

    /// <summary>Lets a host end what it has, and then go.</summary>
    private async Task LeaveAsync(IFunctionHost host)
    {
        while (host.Open > 0 && !_stopping.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (_stopping.IsCancellationRequested) return;
        await host.DisposeAsync();
        _leaving.TryRemove(host, out _);
    }

    private sealed record Function(FunctionRow Row, FunctionSettings Settings, IFunctionHost Host, FunctionCounts Counts)
    {
        public FunctionView View => new(Row.Name, Settings with { Environment = null }, Row.CreatedAt, Row.UpdatedAt, Counts.Of(Host.Status)) { Variables = Settings.Environment?.Keys.Order(StringComparer.Ordinal).ToList() };
    }

    [LoggerMessage(EventId = 9105, Level = LogLevel.Error, Message = "The function {Function} cannot be run now. {Problem}")]
    private static partial void StartFailed(ILogger logger, string function, string problem);
}
