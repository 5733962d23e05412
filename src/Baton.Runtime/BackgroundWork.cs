using Microsoft.Extensions.Logging;

namespace Baton.Runtime;

/// <summary>What runs without anybody waiting for it, until a stop does.</summary>
internal sealed partial class BackgroundWork(TaskFactory factory, ILogger<BackgroundWork> logger)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;

    /// <summary>Starts something, unless the stop has begun.</summary>
    public void Start(Func<Task> work)
    {
        lock (_lock)
        {
            if (_closed) return;
            _running++;
        }
        _ = factory.StartNew(() => RunAsync(work));
    }

    /// <summary>Starts nothing more, and ends when all that was started has.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            if (_running == 0) _ended.TrySetResult();
        }
        return _ended.Task;
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            WorkFailed(logger, e);
        }
        lock (_lock)
        {
            if (--_running == 0 && _closed) _ended.TrySetResult();
        }
    }

    [LoggerMessage(EventId = 3303, Level = LogLevel.Error, Message = "Work in the background failed unexpectedly.")]
    private static partial void WorkFailed(ILogger logger, Exception exception);
}
