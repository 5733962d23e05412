using System.Collections.Concurrent;
using Baton.Language;
using Baton.Language.Model;
using Baton.Runtime.Logs;
using Baton.Runtime.MapRuns;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>A revision of a machine, ready to run.</summary>
public sealed record CompiledRevision(StateMachine Definition, ExecutionLogging Logging)
{
    /// <summary>Whether its executions begin again where others are redriven: the Express children of a Map Run.</summary>
    public bool StartsOver { get; init; }
}

/// <summary>Definitions are compiled once per revision and shared by all executions of it.</summary>
public sealed class DefinitionCache(IStore store)
{
    private const int CountMax = 10_000;

    private readonly ConcurrentDictionary<(long Machine, int Revision), CompiledRevision> _definitions = [];

    /// <exception cref="InvalidOperationException">The revision is not stored, or this version cannot read it.</exception>
    public async ValueTask<CompiledRevision> GetAsync(long stateMachineId, int revision, CancellationToken cancellationToken)
    {
        if (_definitions.TryGetValue((stateMachineId, revision), out var known)) return known;
        var row = await store.FindRevisionAsync(stateMachineId, revision, cancellationToken)
            ?? throw new InvalidOperationException($"Revision {revision} of machine {stateMachineId} is not stored.");
        return Add(row);
    }

    /// <summary>A revision that was just read, compiled.</summary>
    public CompiledRevision Get(StateMachineRevisionRow row) =>
        _definitions.TryGetValue((row.StateMachineId, row.Number), out var known) ? known : Add(row);

    private CompiledRevision Add(StateMachineRevisionRow row)
    {
        var parsed = DefinitionParser.Parse(row.Definition, new DefinitionOptions());
        var machine = parsed.Machine
            ?? throw new InvalidOperationException($"Revision {row.Number} of machine {row.StateMachineId} cannot be read: {parsed.Findings[0].Message}");
        var map = ItemProcessor.Parse(row.Settings);
        var compiled = new CompiledRevision(map is null ? machine : machine.ItemProcessorOf(map.State), ExecutionLogging.Parse(row.Settings))
        {
            StartsOver = map is not null && machine.States[map.State] is MapState { Distributed.ExpressChildren: true },
        };
        if (_definitions.Count >= CountMax) _definitions.Clear(); // rare, and cheaper than keeping an order
        return _definitions.GetOrAdd((row.StateMachineId, row.Number), compiled);
    }
}
