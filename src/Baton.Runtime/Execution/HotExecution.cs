using Baton.Engine.Execution;
using Baton.Language.Model;
using Baton.Runtime.Logs;
using Baton.Runtime.Registry;

namespace Baton.Runtime.Execution;

/// <summary>An execution that a partition keeps in memory.</summary>
internal sealed class HotExecution(long number, string arn, long stateMachineId, int revision, CompiledRevision? compiled)
{
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

    /// <summary>When the partition last touched it, as a count of touches.</summary>
    public long LastTouch { get; set; }
}
