using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Runtime.Logs;
using Baton.Runtime.Registry;

namespace Baton.Runtime.Execution;

/// <summary>An execution that a partition keeps in memory.</summary>
internal sealed class HotExecution(long number, string arn, long stateMachineId, int revision, CompiledRevision? compiled)
{
    private bool _isPurged;

    public long Number { get; } = number;

    public string Arn { get; } = arn;

    public long StateMachineId { get; } = stateMachineId;

    public int Revision { get; } = revision;

    /// <summary>What the execution runs; null for one that was read after it ended.</summary>
    public StateMachine? Definition { get; } = compiled?.Definition;

    /// <summary>Whether the execution begins again where others are redriven.</summary>
    public bool StartsOver { get; } = compiled?.StartsOver ?? false;

    public ExecutionLogging Logging { get; } = compiled?.Logging ?? ExecutionLogging.Off;

    public ExecutionState State { get; set; } = ExecutionState.Initial;

    /// <summary>Commits of this execution that are under way: it stays in memory until there are none.</summary>
    public int Uncommitted;

    /// <summary>Whether a continuation is on its way, so that commands which come between do not each send another.</summary>
    public bool IsContinuing { get; set; }

    /// <summary>Whether it is being removed, so that nothing is decided for it any more.</summary>
    public bool IsPurging { get; set; }

    /// <summary>Whether its removal is durable: whoever finds it finds nothing.</summary>
    public bool IsPurged
    {
        get => Volatile.Read(ref _isPurged);
        set => Volatile.Write(ref _isPurged, value);
    }

    /// <summary>When the partition last touched it, as a count of touches.</summary>
    public long LastTouch { get; set; }

    /// <summary>Leaves out a continuation where one is on its way already.</summary>
    public IReadOnlyList<Effect> OncePerContinuation(IReadOnlyList<Effect> effects)
    {
        if (!effects.Any(effect => effect is Effect.Continue)) return effects;
        if (IsContinuing) return [.. effects.Where(effect => effect is not Effect.Continue)];
        IsContinuing = true;
        return effects;
    }
}
