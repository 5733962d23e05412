using Baton.Simulation.Checking;
using Microsoft.Extensions.Logging;

namespace Baton.Simulation;

/// <summary>What the server logs. Where it says that the fault is its own, it is believed.</summary>
/// <param name="tell">Told every line; null where nobody wants to know.</param>
internal sealed class ServerLog(Breaches breaches, Action<string>? tell) : ILoggerFactory, ILogger
{
    /// <summary>The words of such lines.</summary>
    private static readonly string[] OwnFault = ["in Baton", "unexpectedly"];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => tell is not null || logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}";
        tell?.Invoke(line);
        if (logLevel >= LogLevel.Error && OwnFault.Any(words => line.Contains(words, StringComparison.Ordinal))) breaches.Add("failure", line);
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
