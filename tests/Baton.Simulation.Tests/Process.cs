using Baton.Local;
using Baton.Runtime;
using Baton.Runtime.Tasks;
using Baton.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Simulation.Tests;

/// <summary>One run of the server's runtime, from its start to its stop or its crash, on a disk that outlives it.</summary>
internal sealed class Process
{
    public Process(MemoryDisk disk, ManualTime clock, ITaskIntegration calls, ulong seed)
    {
        Turns = new TurnScheduler(new SeededRandomness(seed));
        Store = new FaultyStore(new MemoryStore(disk, clock), clock);
        Runtime = new WorkflowRuntime(
            Store, Options, [calls], clock, NullLoggerFactory.Instance, new RuntimeSeams(Turns, partition => new SeededRandomness(seed + 1 + (ulong)partition)));
        Runtime.Committer.Broken += _ => IsBroken = true;
    }

    /// <summary>Small bounds, so that what happens at them happens often.</summary>
    public static RuntimeOptions Options => new()
    {
        HotExecutionsMax = 8,
        InvocationsMax = 3,
        WakeUpHorizon = TimeSpan.FromMinutes(20), // a wake-up that is lost in memory is not soon read again
        Limits = new() { StatesPerDecisionMax = 20 },
    };

    public TurnScheduler Turns { get; }

    public FaultyStore Store { get; }

    public WorkflowRuntime Runtime { get; }

    /// <summary>The store failed in a way after which the process is to end.</summary>
    public bool IsBroken { get; private set; }
}
