using System.Collections.Concurrent;
using Baton.Language;
using Baton.Language.Model;
using Baton.Runtime.MapRuns;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>Definitions are compiled once per revision and shared by all executions of it.</summary>
public sealed class DefinitionCache(IStore store)
{
    private const int CountMax = 10_000;

    private readonly ConcurrentDictionary<(long Machine, int Revision), StateMachine> _definitions = [];

    /// <exception cref="InvalidOperationException">The revision is not stored, or this version cannot read it.</exception>
    public async ValueTask<StateMachine> GetAsync(long stateMachineId, int revision, CancellationToken cancellationToken)
    {
        if (_definitions.TryGetValue((stateMachineId, revision), out var known)) return known;
        var row = await store.FindRevisionAsync(stateMachineId, revision, cancellationToken)
            ?? throw new InvalidOperationException($"Revision {revision} of machine {stateMachineId} is not stored.");
        return Add(row);
    }

    /// <summary>The compiled definition of a revision that was just read.</summary>
    public StateMachine Get(StateMachineRevisionRow row) =>
        _definitions.TryGetValue((row.StateMachineId, row.Number), out var known) ? known : Add(row);

    private StateMachine Add(StateMachineRevisionRow row)
    {
        var parsed = DefinitionParser.Parse(row.Definition, new DefinitionOptions());
        var machine = parsed.Machine
            ?? throw new InvalidOperationException($"Revision {row.Number} of machine {row.StateMachineId} cannot be read: {parsed.Findings[0].Message}");
        if (ItemProcessor.Parse(row.Settings) is { } map) machine = machine.ItemProcessorOf(map.State);
        if (_definitions.Count >= CountMax) _definitions.Clear(); // rare, and cheaper than keeping an order
        return _definitions.GetOrAdd((row.StateMachineId, row.Number), machine);
    }
}
