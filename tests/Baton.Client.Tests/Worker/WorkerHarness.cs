using System.Collections.Concurrent;
using System.Threading.Channels;
using Baton.Client.Worker;
using Baton.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Baton.Client.Tests.Worker;

/// <summary>A worker in a host of its own, and the service that it polls.</summary>
internal sealed class WorkerHarness : IAsyncDisposable, ILoggerProvider, ILogger
{
    public const string Arn = "arn:aws:states:us-east-1:000000000000:activity:work";

    private readonly Channel<string> _tasks = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly IServiceCollection _services;
    private int _token;
    private ServiceProvider? _provider;

    /// <param name="retriesPassAtOnce">Whether waits before a repetition are over at once; heartbeats always wait for <see cref="Time"/>.</param>
    public WorkerHarness(bool retriesPassAtOnce = true)
    {
        Time = new ManualTime { PassedOverMax = retriesPassAtOnce ? TimeSpan.FromSeconds(5) : TimeSpan.Zero };
        _services = new ServiceCollection().AddLogging(logging => logging.AddProvider(this));
        Service.On("CreateActivity", () => FakeService.Ok($$"""{"activityArn":"{{Arn}}","creationDate":1}"""));
        Service.On("GetActivityTask", async (_, stop) =>
        {
            var input = await _tasks.Reader.ReadAsync(stop);
            return FakeService.Ok($$"""{"taskToken":"token-{{Interlocked.Increment(ref _token)}}","input":{{input}}}""");
        });
    }

    public FakeService Service { get; } = new();

    public ManualTime Time { get; }

    public IServiceCollection Services => _services;

    /// <summary>The lines that a person would read: level and text, without those of start and stop.</summary>
    public IEnumerable<string> Log => _log;

    private IHostedService Hosted => _provider!.GetServices<IHostedService>().Single();

    public async Task<WorkerHarness> StartAsync<TInput, TOutput>(Func<TInput, ActivityContext, Task<TOutput>> handler, Action<BatonWorkerOptions>? configure = null)
    {
        _services.AddBatonWorker(options =>
        {
            options.Client.Endpoint = new Uri("http://127.0.0.1:7070");
            options.Client.Handler = Service;
            options.Client.TimeProvider = Time;
            options.WorkerName = "tester";
            options.Pollers = 1;
            configure?.Invoke(options);
        }).AddActivity("work", handler);
        _provider = _services.BuildServiceProvider();
        await Hosted.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public void Offer(string input) => _tasks.Writer.TryWrite(System.Text.Json.JsonSerializer.Serialize(input));

    public Task StopAsync() => Hosted.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        // A test that failed half way has work that nobody will end: its grace is over, so that the failure is told and not waited for.
        var stopping = StopAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await stopping;
        await _provider!.DisposeAsync();
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    void IDisposable.Dispose()
    {
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is not (7001 or 7002)) _log.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)}");
    }
}
