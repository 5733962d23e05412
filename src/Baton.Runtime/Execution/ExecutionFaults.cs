using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Execution;

/// <summary>An execution that was set aside because Baton itself failed on it.</summary>
public sealed record ExecutionFault(long Number, DateTimeOffset At, Exception Cause);

/// <summary>
/// The executions that were set aside: our own reasoning failed on them, or what was stored of them cannot be read. Each is told once,
/// is left as it is, and can only be stopped; the others go on. The next start tries again.
/// </summary>
public sealed partial class ExecutionFaults
{
    private readonly ConcurrentDictionary<long, ExecutionFault> _faults = [];
    private readonly TimeProvider _clock;
    private readonly ILogger<ExecutionFaults> _logger;

    internal ExecutionFaults(TimeProvider clock, ILogger<ExecutionFaults> logger)
    {
        _clock = clock;
        _logger = logger;
    }

    public IReadOnlyCollection<ExecutionFault> All => [.. _faults.Values];

    public ExecutionFault? Find(long number) => _faults.GetValueOrDefault(number);

    /// <summary>Sets an execution aside.</summary>
    /// <returns>What those get who want something of it.</returns>
    internal ExecutionFaultedException Add(long number, Exception cause)
    {
        if (_faults.TryAdd(number, new ExecutionFault(number, _clock.GetUtcNow(), cause))) SetAside(_logger, number, cause);
        return new ExecutionFaultedException(number, cause);
    }

    internal void Remove(long number) => _faults.TryRemove(number, out _);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Critical, Message = "Execution {Number} was set aside. This is a fault in Baton, or its stored events are damaged. It can be stopped; the next start tries it again.")]
    private static partial void SetAside(ILogger logger, long number, Exception cause);
}
