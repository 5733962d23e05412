using Baton.Engine.Execution;
using Baton.Json;
using Baton.Testing;

namespace Baton.Simulation.Tests;

/// <summary>What the server has promised: whatever happens, the log must say the same.</summary>
internal sealed class Ledger(MemoryDisk disk)
{
    private readonly Logs _logs = new(disk);

    /// <summary>The input of each execution whose start was acknowledged.</summary>
    public Dictionary<string, JsonText> Started { get; } = [];

    /// <summary>The executions whose stop was acknowledged.</summary>
    public HashSet<string> Stopped { get; } = [];

    /// <summary>The results that were acknowledged; null for a failure.</summary>
    public Dictionary<TaskToken, JsonText?> Results { get; } = [];

    /// <summary>What was broken at once, not at the end.</summary>
    public List<string> Breaches { get; } = [];

    public void Start(string arn, JsonText input)
    {
        if (Started.TryGetValue(arn, out var before) && !before.Equals(input)) Breaches.Add($"{arn} was acknowledged with two inputs.");
        Started[arn] = input;
        if (_logs.Find(arn) is null) Breaches.Add($"{arn} was acknowledged before it was durable.");
    }

    public void Stop(string arn)
    {
        Stopped.Add(arn);
        if (_logs.Find(arn) is not { IsClosed: true }) Breaches.Add($"The stop of {arn} was acknowledged before it was durable.");
    }

    public void Result(TaskToken token, JsonText? output)
    {
        if (!Results.TryAdd(token, output)) Breaches.Add($"Two results of {token} were acknowledged.");
    }

    /// <summary>A task came out to somebody.</summary>
    public void Dispatched(TaskToken token, bool isActivity)
    {
        if (_logs.Find(token.Number) is not { } log || !log.Has(token, isActivity)) Breaches.Add($"{token} came out before it was durable.");
    }
}
